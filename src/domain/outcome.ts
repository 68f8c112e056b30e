import type { Lock } from './lock.ts';

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
  /** The rules forbid it, or none allows it: `rule` forbids, `missing` is in the way of one that would allow it. */
  | { readonly kind: 'denied'; readonly rule: string | null; readonly missing: readonly string[] }
  /** It takes a token of their own; `requestId` names what waits until they have connected one, see `identities`. */
  | { readonly kind: 'not-connected'; readonly requestId: string | null }
  /** Their token is there and cannot be decrypted: the key is missing or another one. Nothing was started. */
  | { readonly kind: 'token-unreadable' }
  /** CircleCI does not accept their token. Nothing was started. */
  | { readonly kind: 'token-refused' }
  /** Somebody has a lock on it, or everything is frozen. Nothing was done. */
  | { readonly kind: 'locked'; readonly lock: Lock; readonly mayPass: boolean }
  /** They connected or disconnected between asking and doing. Nothing was started. */
  | { readonly kind: 'identity-changed' }
  /** CircleCI could not be reached, and nothing was started. */
  | { readonly kind: 'unavailable' }
  /** CircleCI was called, and its state could not be read back in time. The bot goes on looking. */
  | { readonly kind: 'unknown' };
