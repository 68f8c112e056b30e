import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is kept back for a digest, the messages that tell of it, and subscriptions that a file makes. */
export const digests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table subscriptions
     add column if not exists options jsonb not null default '{}',
     add column source text not null default 'command'`,
  // One by command and one by the file: the latter counts, and the former comes back when it goes.
  'alter table subscriptions drop constraint subscriptions_channel_id_project_slug_key',
  `alter table subscriptions add constraint subscriptions_one_of_each_source
     unique (channel_id, project, source)`,
  `create table bulletins (
     id uuid primary key default gen_random_uuid(),
     kind text not null,
     channel_id text not null,
     due_at timestamptz not null,
     about jsonb not null default '{}',
     closed_at timestamptz,
     message_ts text,
     attempted_at timestamptz,
     problem text,
     created_at timestamptz not null
   )`,
  `create unique index bulletins_open_digest on bulletins (channel_id, due_at)
     where kind = 'digest' and closed_at is null`,
  'create index bulletins_of_channel on bulletins (channel_id, due_at)',
  'create index bulletins_unsent on bulletins (due_at) where message_ts is null and problem is null',
  `create table held_back (
     subscription_id uuid not null references subscriptions (id) on delete cascade,
     pipeline_id text not null references pipelines (id) on delete cascade,
     channel_id text not null,
     reason text not null,
     outcomes jsonb not null,
     reruns integer not null,
     bulletin_id uuid not null references bulletins (id) on delete cascade,
     held_at timestamptz not null,
     primary key (subscription_id, pipeline_id)
   )`,
  'create index held_back_of_pipeline on held_back (pipeline_id)',
  'create index held_back_of_channel on held_back (channel_id, held_at desc)',
  'create index held_back_of_bulletin on held_back (bulletin_id)',
  `create table budgets (
     subscription_id uuid not null references subscriptions (id) on delete cascade,
     hour timestamptz not null,
     cards integer not null,
     told_at timestamptz,
     primary key (subscription_id, hour)
   )`,
  `create table subscription_file (
     one boolean primary key default true check (one),
     hash text not null,
     applied_at timestamptz not null
   )`,
];
