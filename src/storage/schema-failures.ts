import type { JSONColumnType } from 'kysely';
import type { WorkflowFailure } from '../domain/failure.ts';
import type { MaybeTime, Time } from './schema-time.ts';

/** The tables of why workflows failed. */

/** A workflow whose failure is to be explained, or is. */
export interface FailuresTable {
  workflow_id: string;
  pipeline_id: string;
  /** The failed jobs to look into, in the order in which they were seen to fail. */
  job_ids: JSONColumnType<string[], string, string>;
  /** What CircleCI told; null until it was asked. */
  report: JSONColumnType<WorkflowFailure, string, string> | null;
  wanted_at: Time;
  gathered_at: MaybeTime;
}

/** The explanation in the thread of one channel's card. The columns mean what they mean for cards. */
export interface FailureRepliesTable {
  workflow_id: string;
  channel_id: string;
  message_ts: string | null;
  shown_hash: string | null;
  attempted_at: MaybeTime;
  problem: string | null;
  created_at: Time;
}

/** Whole logs that were put into a thread, or are being put there: until then nobody does the same. */
export interface FailureLogsTable {
  workflow_id: string;
  job_id: string;
  channel_id: string;
  taken_until: Time;
}

export interface FailureTables {
  failures: FailuresTable;
  failure_replies: FailureRepliesTable;
  failure_logs: FailureLogsTable;
}
