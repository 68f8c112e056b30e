import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How what goes to Slack is paced, tried again, measured, and kept from channels that are closed. */
export const delivery: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table slack_lanes (
     key text primary key,
     slots double precision[] not null default '{}',
     held_until timestamptz
   )`,
  `create table outgoing (
     key text primary key,
     channel_id text not null,
     data jsonb not null,
     slot_at timestamptz,
     stage integer not null default 0,
     tries integer not null default 0,
     early integer not null default 0,
     failed_at timestamptz,
     woken boolean not null default false,
     owed_since timestamptz,
     noted_at timestamptz not null default clock_timestamp(),
     repaired boolean not null default false
   )`,
  'create index outgoing_failing on outgoing (failed_at) where failed_at is not null',
  `create table deliveries (
     id bigint generated always as identity primary key,
     kind text not null,
     channel_id text not null,
     happened_at timestamptz,
     delivered_at timestamptz not null,
     repaired boolean not null default false
   )`,
  'create index deliveries_by_time on deliveries (delivered_at)',
  `create table closed_channels (
     channel_id text primary key,
     reason text not null,
     closed_at timestamptz not null,
     open boolean not null default false
   )`,
  `create table closure_notices (
     channel_id text not null,
     user_id text not null,
     told_at timestamptz,
     primary key (channel_id, user_id)
   )`,
  'alter table cards add column posting_since timestamptz',
  // In a burst the deliveries about one pipeline are applied together.
  'alter table inbox add column pipeline_id text',
  'create index inbox_of_pipeline on inbox (pipeline_id) where processed_at is null',
];
