import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { JobData, SendingJob } from '../domain/job-data.ts';

type Time = ColumnType<Date, Date | string, Date | string>;
type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** What Slack takes so and so often only: one channel, or one method. */
export interface SlackLanesTable {
  /** `channel:C…` or `method:chat.update`. */
  key: string;
  /** When calls were or will be made, in milliseconds since 1970 by the database's clock, oldest first. */
  slots: number[];
  /** Slack said to wait until then. */
  held_until: MaybeTime;
}

/** A message that Slack does not show yet as it should. Gone as soon as it does. */
export interface OutgoingTable {
  /** The job that sends it: its name and its key. */
  key: string;
  channel_id: string;
  /** What the job carries. */
  data: JSONColumnType<JobData[SendingJob], string, string>;
  /** When it is its turn; null when it has not asked for one. By the database's clock. */
  slot_at: MaybeTime;
  /** How many of the lanes it has to pass it has a turn in. */
  stage: Generated<number>;
  /** How often it was tried in vain when it was due. */
  tries: Generated<number>;
  /** How often it was tried in vain before it was due, because Slack seemed to be back. */
  early: Generated<number>;
  failed_at: MaybeTime;
  /** Slack seems to be back: it may be tried before it is due. */
  woken: Generated<boolean>;
  /** When the oldest thing happened that Slack does not show yet; null when that is not known. */
  owed_since: MaybeTime;
  /** Since when the bot knows that it owes something. By the database's clock. */
  noted_at: ColumnType<Date, Date | string | undefined, Date | string>;
  /** Something of it was not told by a webhook but found by comparing with CircleCI. */
  repaired: Generated<boolean>;
}

/** What Slack was told, for some days. */
export interface DeliveriesTable {
  id: Generated<string>;
  /** `card`, `progress` (collected on purpose, so that it is never late) or `reply`. */
  kind: string;
  channel_id: string;
  /** When the oldest thing happened that it told; null when that is not known. */
  happened_at: MaybeTime;
  /** When Slack answered. */
  delivered_at: Time;
  /** Something of it was not told by a webhook but found by comparing with CircleCI. */
  repaired: Generated<boolean>;
}

/** A channel that could not be written to. */
export interface ClosedChannelsTable {
  channel_id: string;
  /** Slack's error code. */
  reason: string;
  closed_at: Time;
  /** It was closed once, and is not any more. */
  open: Generated<boolean>;
}

/** Who was told that a channel is closed, so that nobody is told twice. */
export interface ClosureNoticesTable {
  channel_id: string;
  user_id: string;
  told_at: MaybeTime;
}

export interface DeliveryTables {
  slack_lanes: SlackLanesTable;
  outgoing: OutgoingTable;
  deliveries: DeliveriesTable;
  closed_channels: ClosedChannelsTable;
  closure_notices: ClosureNoticesTable;
}
