import type { PeopleOptions } from './people-options.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/** The language of subscriptions as data: what a channel wants to see, and why something passes or does not. */

export const OUTCOMES = ['failed', 'fixed', 'broken', 'success', 'canceled', 'on_hold'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** `all` shows a pipeline from its first sign on. */
export const WANTED_OUTCOMES = [...OUTCOMES, 'all'] as const;
export type WantedOutcome = (typeof WANTED_OUTCOMES)[number];

/** Stands for the project's default branch in a list of branches; a branch of that name is written `[d]efault`. */
export const DEFAULT_BRANCH = 'default';

/**
 * Lists hold globs: `*` does not cross a `/`, `**` does, and `!` in front leaves out. The order does not matter.
 * An empty list filters nothing.
 */
export interface Filter {
  /** A slug in normal form, or one whose last part is a glob: `gh/acme/*`. */
  readonly project: string;
  /** With any that let in, builds of tags are left out unless `tags` lets them in. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly workflows: readonly string[];
  /** With any, outcomes are those of these jobs. */
  readonly jobs: readonly string[];
  /** Names as the version control and CircleCI know them; upper and lower case are the same. */
  readonly authors: readonly string[];
  /** False leaves out what dependabot, renovate and their likes push. */
  readonly bots: boolean;
  /** Empty: the usual ones, which are failed, fixed and on_hold, and success on the default branch. */
  readonly outcomes: readonly WantedOutcome[];
  /** Whose pipelines, whom to mention, and what goes into threads; left out: as usual. */
  readonly people?: PeopleOptions;
  /** When and how much it may tell; left out: at once and everything. No clause asks for it. */
  readonly options?: SubscriptionOptions;
}

export const CLAUSES = ['project', 'ref', 'author', 'mine', 'bots', 'workflow', 'job', 'outcome'] as const;
export type Clause = (typeof CLAUSES)[number];

/** Why a clause lets something pass, or does not. */
export type Why =
  | { readonly because: 'not-asked' }
  | { readonly because: 'matched'; readonly value: string; readonly pattern: string }
  | { readonly because: 'not-excluded'; readonly values: readonly string[] }
  | { readonly because: 'excluded'; readonly value: string; readonly pattern: string }
  | { readonly because: 'none-matched'; readonly values: readonly string[] }
  | { readonly because: 'only-branches' | 'only-tags' | 'did-not-start' | 'no-bot' | 'bots-welcome' }
  | { readonly because: 'bot'; readonly value: string }
  /** Slack users: whose pipelines are wanted, and who is known to have had a hand in this one. */
  | { readonly because: 'mine' | 'nobody-known'; readonly user: string }
  | { readonly because: 'not-mine'; readonly user: string; readonly hands: readonly string[] }
  | { readonly because: 'reached' | 'not-reached'; readonly outcomes: readonly Outcome[] }
  | { readonly because: 'success-elsewhere'; readonly value: string };

export interface ClauseResult {
  readonly clause: Clause;
  readonly passes: boolean;
  readonly why: Why;
}

export interface Explanation {
  /** True when every clause lets it pass. */
  readonly passes: boolean;
  readonly clauses: readonly ClauseResult[];
}
