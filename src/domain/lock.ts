/** Nobody but the holder runs, approves or reruns anything there. Without a project it is a freeze, and holds everywhere. */
export interface Lock {
  readonly id: string;
  /** Slug in normal form; null for a freeze. */
  readonly project: string | null;
  /** What the project is called; null or left out: not known. */
  readonly projectName?: string | null;
  /** A branch or a glob of branches; null for the whole project, its tags included. */
  readonly branch: string | null;
  /** Whose it is. */
  readonly teamId: string;
  readonly userId: string;
  /** Where it was made; null outside of channels. */
  readonly channelId: string | null;
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** The longest that a lock or a freeze may last, counted from when it is made or extended. */
export const LONGEST_LOCK_MS = 14 * 86_400_000;
/** What Extend adds. */
export const EXTEND_BY_MS = 3_600_000;

/**
 * What is told of a lock. To the holder: `asked` by somebody, `soon` at its end, `expired`, `taken` away by somebody
 * else. To whoever asked: `kept`, `free`. To the channel it was made in: `began`, `over`.
 */
export type LockNews = 'asked' | 'soon' | 'expired' | 'taken' | 'kept' | 'free' | 'began' | 'over';
