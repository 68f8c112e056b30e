import type { Generated, JSONColumnType } from 'kysely';
import type { MaybeTime, Time } from './schema-time.ts';

/** The tables of the audit log and of linked people. */

/** See `audit/append.ts`; nothing in it is ever changed. `bigint` is read as a number. */
export interface AuditLogTable {
  seq: number;
  body: string;
  hash: string;
}

/** The newest entry of the log, in one row. */
export interface AuditHeadTable {
  id: Generated<boolean>;
  seq: number;
  hash: string;
}

/** A person's CircleCI token, encrypted. Without the key from the environment nothing in it is of use. */
export interface IdentitiesTable {
  team_id: string;
  user_id: string;
  /** Of the CircleCI that the token is for; it is sent to no other. */
  host: string;
  circleci_id: string;
  circleci_login: string;
  /** Which key `sealed` is encrypted with, see `identities/sealed.ts`. */
  key_id: string;
  sealed: string;
  linked_at: Time;
  expires_at: Time;
  warned_at: MaybeTime;
  /** When CircleCI did not accept it. */
  refused_at: MaybeTime;
  refusal_told_at: MaybeTime;
}

/** What somebody asked for without a token of their own; it goes on when they have connected one. */
export interface PendingRequestsTable {
  id: string;
  team_id: string;
  user_id: string;
  channel_id: string | null;
  wanted: JSONColumnType<Record<string, unknown>, string, string>;
  created_at: Time;
}
