import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Time = ColumnType<Date, Date | string, Date | string>;
type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** What is kept back for a digest, the messages that tell of it, and the file of subscriptions. */

/** A message of its own in a channel: a digest, the notice that a budget is used up, or news of a project's name. */
export interface BulletinsTable {
  id: Generated<string>;
  kind: 'digest' | 'over-budget' | 'project';
  channel_id: string;
  due_at: Time;
  /** What a notice is about; empty for digests, which are made of what was held back for them. */
  about: ColumnType<unknown, string | undefined, string>;
  /** From then on nothing more is held back for it. */
  closed_at: MaybeTime;
  message_ts: ColumnType<string | null, string | null | undefined, string | null>;
  attempted_at: MaybeTime;
  problem: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Time;
}

/** A pipeline that a subscription let through, and that was kept for a digest. */
export interface HeldBackTable {
  subscription_id: string;
  pipeline_id: string;
  channel_id: string;
  reason: 'quiet' | 'digest' | 'budget';
  /** What had happened by then: something else is news, the same is not. */
  outcomes: JSONColumnType<string[], string, string>;
  reruns: number;
  bulletin_id: string;
  held_at: Time;
}

/** How many cards a subscription has brought in an hour. */
export interface BudgetsTable {
  subscription_id: string;
  hour: Time;
  cards: number;
  /** When the channel was told that there are no more. */
  told_at: MaybeTime;
}

/** The last good state of SUBSCRIPTIONS_FILE, in one row. */
export interface SubscriptionFileTable {
  one: Generated<boolean>;
  hash: string;
  applied_at: Time;
}

export interface DigestTables {
  bulletins: BulletinsTable;
  held_back: HeldBackTable;
  budgets: BudgetsTable;
  subscription_file: SubscriptionFileTable;
}
