import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { HoldDetail } from '../domain/approval-detail.ts';
import type { MaybeTime, Time } from './schema-time.ts';

/** A hold that is to be looked into, or is. */
export interface ApprovalDetailsTable {
  workflow_id: string;
  /** The approval job. */
  job_id: string;
  pipeline_id: string;
  /** What CircleCI told; null until it was asked. */
  detail: JSONColumnType<HoldDetail, string, string> | null;
  wanted_at: Time;
  gathered_at: MaybeTime;
}

/** A link in a message that shows, or is to show, a pipeline's state. */
export interface UnfurlsTable {
  channel_id: string;
  message_ts: string;
  /** As Slack sent it: it wants it back letter by letter. */
  url: string;
  /** Who shared it. */
  user_id: string;
  /** What it points at; nulls until it was looked up, and where it names no workflow or job. */
  pipeline_id: string | null;
  workflow_id: string | null;
  job_id: string | null;
  shown_hash: string | null;
  shown_times: Generated<number>;
  /** Why nothing more is done with it; null while it follows the state. */
  closed: ColumnType<string | null, string | null | undefined, string | null>;
  /** Tries in vain, one after the other. */
  tries: Generated<number>;
  shared_at: Time;
}
