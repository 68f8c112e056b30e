import type { Lock } from './lock.ts';
import type { ParameterProblem } from './parameter.ts';
import type { OthersMay } from './policy.ts';
import type { ShownAction } from './shown-action.ts';

export interface RefusedContext {
  readonly name: string;
  readonly why: 'project' | 'expression' | 'stranger';
}

/** What became of something a person asked for. Every branch has its own text in the catalogues. */
export type ActionOutcome =
  /** CircleCI's state was read back and shows it. */
  | { readonly kind: 'confirmed'; readonly pipelineId: string; readonly pipelineNumber: number | null }
  /** CircleCI accepted the trigger and created nothing: its own message says why. */
  | { readonly kind: 'nothing-created'; readonly message: string }
  /** Someone else is doing, or has done, the same. `by` is a Slack user id, null when it happened outside Slack. */
  | { readonly kind: 'already'; readonly by: string | null; readonly status: string }
  /** CircleCI does not know it (any more), or the bot's token may not see it. */
  | { readonly kind: 'gone' }
  /** CircleCI said no; `message` is its reason. */
  | { readonly kind: 'refused'; readonly message: string }
  /** CircleCI would refuse these contexts to jobs behind the hold. Nothing was approved; `requestId` names what waits. */
  | {
      readonly kind: 'contexts-refused';
      readonly requestId: string;
      readonly contexts: readonly RefusedContext[];
    }
  /** The rules forbid it, or none allows it: `rule` forbids, `missing` is in the way of one that would allow it. */
  | {
      readonly kind: 'denied';
      readonly rule: string | null;
      readonly missing: readonly string[];
      /** Who may; left out where that is not known, or not for the person to read. */
      readonly others?: OthersMay;
    }
  /** It takes several people: theirs is kept with the others', of whom `have` of `needed` are there. */
  | { readonly kind: 'voted'; readonly have: number; readonly needed: number }
  /** They, or `by` in their place, were counted before: nobody is counted twice. */
  | {
      readonly kind: 'voted-before';
      readonly by: string | null;
      readonly have: number;
      readonly needed: number;
    }
  /** It takes a token of their own; `requestId` names what waits until they have connected one, see `identities`. */
  | { readonly kind: 'not-connected'; readonly requestId: string | null }
  /** Their token is there and cannot be decrypted: the key is missing or another one. Nothing was started. */
  | { readonly kind: 'token-unreadable' }
  /** CircleCI does not accept their token. Nothing was started. */
  | { readonly kind: 'token-refused' }
  /** Somebody has a lock on it, or everything is frozen. Nothing was done. */
  | { readonly kind: 'locked'; readonly lock: Lock; readonly mayPass: boolean; readonly isOwn: boolean }
  /** They connected or disconnected between asking and doing. Nothing was started. */
  | { readonly kind: 'identity-changed' }
  /** What was given does not fit what the project's configuration declares. Nothing was started. */
  | {
      readonly kind: 'unfit';
      readonly problems: readonly ParameterProblem[];
      /** Whose configuration it was held against. */
      readonly pipelineNumber: number;
    }
  /** The project has several pipeline definitions and none was named, or the one that was is not there (any more). */
  | { readonly kind: 'definition'; readonly names: readonly string[] }
  /** The rules want it confirmed first; `requestId` names what waits for that. Nothing was started. */
  | { readonly kind: 'confirm'; readonly requestId: string; readonly shown: ShownAction }
  /** CircleCI's list of deployed versions shows it as the live one. */
  | {
      readonly kind: 'live';
      readonly component: string;
      readonly environment: string;
      readonly version: string;
    }
  /**
   * CircleCI could not be reached, and nothing was started. `limitedMs`: it is its rate limit, for so long; null when it
   * did not say how long.
   */
  | { readonly kind: 'unavailable'; readonly limitedMs?: number | null }
  /** CircleCI was called, and its state could not be read back in time. The bot goes on looking. */
  | { readonly kind: 'unknown' }
  /** CircleCI was called, and for ten minutes its state showed nothing of it. The bot has stopped looking. */
  | { readonly kind: 'given-up' }
  /** The program ends. The request is stored and goes on after the restart; then the person is told the end. */
  | { readonly kind: 'restarting' };
