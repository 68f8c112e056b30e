import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Locks and freezes with who asked their holders; emergency stops with the workflows they cancel. */
export const locks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table locks (
     id text primary key,
     project text,
     branch text,
     team_id text not null,
     user_id text not null,
     channel_id text,
     reason text not null,
     created_at timestamptz not null,
     expires_at timestamptz not null,
     warned_at timestamptz,
     ended_at timestamptz,
     ended_by text,
     ended_because text
   )`,
  // One lock of a place at a time, whoever asks on whichever replica. No branch or project has a line break in it.
  `create unique index locks_one on locks ((coalesce(project, '') || chr(10) || coalesce(branch, '')))
     where ended_at is null`,
  `create index locks_open on locks (project) where ended_at is null`,
  `create index locks_ended on locks (ended_at) where ended_at is not null`,
  `create table lock_asks (
     id text primary key,
     lock_id text not null references locks (id) on delete cascade,
     team_id text not null,
     user_id text not null,
     asked_at timestamptz not null,
     kept_at timestamptz
   )`,
  `create unique index lock_asks_one on lock_asks (lock_id, team_id, user_id)`,
  `create table stops (
     id text primary key,
     project text not null,
     branch text,
     channel_id text not null,
     message_ts text,
     team_id text not null,
     user_id text not null,
     reason text,
     state text not null,
     found jsonb not null,
     asked_at timestamptz not null,
     expires_at timestamptz not null,
     first_by text,
     second_by text,
     confirmed_at timestamptz,
     called_off_by text,
     rounds integer not null default 0,
     remaining integer not null default 0,
     trouble text,
     ended_at timestamptz
   )`,
  `create unique index stops_one on stops ((project || chr(10) || coalesce(branch, '')))
     where state in ('asked', 'running')`,
  `create index stops_ended on stops (asked_at)`,
  `create table stop_workflows (
     stop_id text not null references stops (id) on delete cascade,
     workflow_id text not null,
     pipeline_id text not null,
     state text not null,
     problem text,
     tries integer not null default 0,
     primary key (stop_id, workflow_id)
   )`,
];
