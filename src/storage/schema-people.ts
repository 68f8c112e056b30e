import type { ColumnType, JSONColumnType } from 'kysely';
import type { Outcome } from '../domain/subscription-filter.ts';

type Time = ColumnType<Date, Date | string, Date | string>;
type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** Which Slack user a login or an e-mail address of the version control belongs to, as somebody said. */
export interface PeopleLinksTable {
  /** The operator's file, or the person's own command. */
  source: 'file' | 'link';
  /** See `people/identity-key.ts`. */
  identity: string;
  slack_user_id: string;
  /** True where Slack itself knows the person by this address. */
  proven: boolean;
  linked_at: Time;
}

/** What Slack answered for an e-mail address, for some days. */
export interface PeopleEmailsTable {
  email: string;
  /** Null: nobody has it. */
  slack_user_id: string | null;
  looked_up_at: Time;
}

/** A reply in a card's thread that tells an edge or mentions someone: at most one per card, kind and hold. */
export interface NoticesTable {
  pipeline_id: string;
  channel_id: string;
  kind: Outcome;
  /** Which hold, by a hash of its name; empty for what the pipeline as a whole came to. */
  about: string;
  /** When CircleCI says that it happened. */
  happened_at: Time;
  /** Also shown in the channel. */
  broadcast: boolean;
  /** `author`, or ids of users and user groups. */
  mentions: JSONColumnType<string[], string, string>;
  message_ts: ColumnType<string | null, string | null | undefined, string | null>;
  attempted_at: MaybeTime;
  /** Why it is not posted, once that is settled: `on-card`, `muted`, `late`, `nobody`, or Slack's error code. */
  problem: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Time;
}
