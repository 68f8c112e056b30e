import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { StopFound, StopState, StopWorkflowState } from '../domain/stop.ts';
import type { MaybeTime, Time } from './schema-time.ts';

type Maybe = ColumnType<string | null, string | null | undefined, string | null>;

/** See `domain/lock.ts`. Rows stay after their end, as long as pipelines are kept. */
export interface LocksTable {
  id: string;
  project: string | null;
  branch: string | null;
  team_id: string;
  user_id: string;
  channel_id: string | null;
  reason: string;
  created_at: Time;
  expires_at: Time;
  /** When the holder was told that it ends soon; nothing again after it was extended. */
  warned_at: MaybeTime;
  ended_at: MaybeTime;
  /** Slack user who released it; null for one that expired. */
  ended_by: Maybe;
  /** Why somebody else than its holder released it. */
  ended_because: Maybe;
}

/** Who asked the holder of a lock. */
export interface LockAsksTable {
  id: string;
  lock_id: string;
  team_id: string;
  user_id: string;
  asked_at: Time;
  /** When the holder answered that they keep it; nothing again after the next asking. */
  kept_at: MaybeTime;
}

/** See `domain/stop.ts`. People are `T…:U…`. */
export interface StopsTable {
  id: string;
  project: string;
  branch: string | null;
  channel_id: string;
  /** Of the message that shows it; null until Slack has taken it. */
  message_ts: Maybe;
  team_id: string;
  user_id: string;
  reason: string | null;
  state: StopState;
  found: JSONColumnType<StopFound, string, string>;
  asked_at: Time;
  /** Until then it can be confirmed. */
  expires_at: Time;
  first_by: Maybe;
  second_by: Maybe;
  confirmed_at: MaybeTime;
  called_off_by: Maybe;
  rounds: Generated<number>;
  /** How many still ran when the last round looked. */
  remaining: Generated<number>;
  /** Why CircleCI could not be asked, the last time. */
  trouble: Maybe;
  ended_at: MaybeTime;
}

export interface StopWorkflowsTable {
  stop_id: string;
  workflow_id: string;
  pipeline_id: string;
  state: StopWorkflowState;
  problem: Maybe;
  /** How often CircleCI was asked to cancel it. */
  tries: Generated<number>;
}

export interface LockTables {
  locks: LocksTable;
  lock_asks: LockAsksTable;
  stops: StopsTable;
  stop_workflows: StopWorkflowsTable;
}
