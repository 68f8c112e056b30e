import type { RunOfBranch } from './failure.ts';

/**
 * What somebody who approves a hold lets happen, as far as CircleCI tells. A part that could not be read is null and
 * is shown as that: nothing is guessed. All texts are plain, on one line, shortened.
 */
export interface HoldDetail {
  readonly workflowId: string;
  /** The approval job. */
  readonly jobId: string;
  /** When CircleCI was asked, ISO 8601. */
  readonly readAt: string;
  /** CircleCI's login of whoever started the workflow; null where it does not tell. */
  readonly startedBy: string | null;
  readonly behind: BehindHold | null;
  readonly changes: ChangesSince | null;
  readonly contexts: ContextsBehind | null;
}

/** Holds of one workflow that are looked into; as many as a card shows. */
export const MOST_DETAILED = 5;

/** The jobs that wait for a hold, straight or through other jobs. */
export interface BehindHold {
  /** Those that this approval alone lets go on: names, the first of them. */
  readonly unlocked: readonly string[];
  readonly unlockedTotal: number;
  /** Those that wait for another approval as well. */
  readonly later: readonly string[];
  readonly laterTotal: number;
  /** The jobs whose last success the changes are counted from: the nearest ones behind, else the hold itself. */
  readonly measured: readonly string[];
}

/** What came onto the branch since the jobs behind the hold last succeeded there. CircleCI knows pipelines, not commits. */
export interface ChangesSince {
  /**
   * `since`: `last` is the run in which they succeeded. `same`: and it ran the same commit. `not-found`: not in the
   * runs looked at. `no-branch`: a tag or nothing, which has no runs before it.
   */
  readonly kind: 'since' | 'same' | 'not-found' | 'no-branch';
  readonly last: RunOfBranch | null;
  /** How many earlier runs of the branch were looked at. */
  readonly searched: number;
  /** True when there are earlier runs that were not looked at. */
  readonly isCut: boolean;
  /** The heads of the pipelines since, newest first: the first of them. Each may bring more commits than its head. */
  readonly commits: readonly HeadCommit[];
  readonly commitsTotal: number;
  /** Who made or pushed them, each once. */
  readonly people: readonly string[];
  /** Slack users who started runs of commits whose author is not known; left out: none. */
  readonly starters?: readonly string[];
}

export interface HeadCommit {
  readonly revision: string;
  readonly subject: string | null;
  /** Who made it, or else who pushed it; null where CircleCI tells neither. */
  readonly by: string | null;
  readonly isAuthor: boolean;
  /** The run was started by other means than a push; left out: it was not. */
  readonly isTriggered?: true;
  /** Slack user who started the run, where CircleCI knows no author; left out: nobody in Slack did. */
  readonly startedBy?: string;
  readonly run: Pick<RunOfBranch, 'number' | 'url'>;
}

export interface ContextsBehind {
  /** Whose they are; null when CircleCI does not tell. */
  readonly organization: { readonly id: string; readonly slug: string } | null;
  /** Of the jobs behind the hold, in order of use. */
  readonly uses: readonly ContextUse[];
  readonly usesTotal: number;
  /** Jobs behind the hold that the configuration does not show. */
  readonly unknownJobs: number;
}

export interface ContextUse {
  readonly name: string;
  /** Jobs that use it, the first of them. */
  readonly jobs: readonly string[];
  /** True when all of these jobs wait for another approval, too, whose approver it is then about. */
  readonly later: boolean;
  /** Null when CircleCI does not show its restrictions to the bot. */
  readonly limits: ContextLimits | null;
}

/** What a context asks for. */
export interface ContextLimits {
  /** What refuses it whoever approves; null when nothing is known to. */
  readonly refused: 'project' | 'expression' | null;
  /** Groups, by name or id; the approver has to be in one. Empty: everyone in the organization. */
  readonly groups: readonly string[];
  /** Expressions that the bot does not work out. */
  readonly expressions: readonly string[];
}

/** Whether somebody belongs to the organization in CircleCI. */
export type Membership = 'member' | 'stranger' | 'unknown';

/** Whether jobs could use a context if a certain person approved. */
export type ContextVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'refused'; readonly why: 'project' | 'expression' | 'stranger' }
  | { readonly kind: 'unknown'; readonly why: 'unread' | 'groups' | 'expressions' };

/**
 * Known refusals first: they hold whatever else is not known. CircleCI's API does not tell who is in a group.
 *
 * @returns whether jobs could use the context if a person of that membership approved
 */
export function contextVerdict(
  { limits }: Pick<ContextUse, 'limits'>,
  membership: Membership,
): ContextVerdict {
  if (limits?.refused !== null && limits?.refused !== undefined) {
    return { kind: 'refused', why: limits.refused };
  }
  if (membership === 'stranger') return { kind: 'refused', why: 'stranger' };
  if (limits === null) return { kind: 'unknown', why: 'unread' };
  if (limits.groups.length > 0) return { kind: 'unknown', why: 'groups' };
  return limits.expressions.length > 0 ? { kind: 'unknown', why: 'expressions' } : { kind: 'fine' };
}
