import type { JSONColumnType } from 'kysely';
import type { MaybeTime, Time } from './schema-time.ts';

/** A hold that waits. The row goes when it is decided. */
export interface HoldWaitsTable {
  workflow_id: string;
  job_id: string;
  pipeline_id: string;
  /** Since when it waits: as CircleCI says, or since the bot first saw it. */
  since: Time;
  /** When something may be due for it. */
  look_at: Time;
  /** When CircleCI ends it; null until that is near enough to be on the card. */
  ends_at: MaybeTime;
  /** When the bot cancels it; null until that is announced. */
  expires_at: MaybeTime;
  /** After how long the channel wants that. */
  expire_minutes: number | null;
  /** The channel whose subscription says so. */
  expire_channel: string | null;
  /** `asked`: it is being canceled. `refused`: the bot may not, and nobody asks again. */
  expiry: 'asked' | 'refused' | null;
}

/** A reply in a card's thread that says that a hold waits: at most one per card, hold and step. */
export interface HoldRemindersTable {
  workflow_id: string;
  job_id: string;
  channel_id: string;
  /** `remind:120`, `escalate:1440`, `expiring:10080`, `overdue:10080`, `ending`: the number is minutes. */
  step: string;
  pipeline_id: string;
  /** Ids of users and user groups who are called beside those who may approve. */
  mentions: JSONColumnType<string[], string, string>;
  message_ts: string | null;
  attempted_at: MaybeTime;
  /** Why it is not posted, once that is settled: `muted`, `passed`, `decided`, `late`, or Slack's error code. */
  problem: string | null;
  created_at: Time;
}

export interface WaitingTables {
  hold_waits: HoldWaitsTable;
  hold_reminders: HoldRemindersTable;
}
