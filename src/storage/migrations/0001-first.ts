import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first tables. Migrations are append-only: a released one is never edited. */
export const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table inbox (
     webhook_id text not null,
     event_id text not null,
     type text not null,
     payload json not null,
     received_at timestamptz not null default now(),
     processed_at timestamptz,
     problem text,
     primary key (webhook_id, event_id)
   )`,
  'create index inbox_unprocessed on inbox (received_at) where processed_at is null',
  'create index inbox_processed on inbox (processed_at) where processed_at is not null',
  `create table projects (
     slug text primary key,
     id text,
     name text not null,
     default_branch text,
     updated_at timestamptz not null default now()
   )`,
  `create table pipelines (
     id text primary key,
     project_slug text not null references projects (slug),
     number integer,
     branch text,
     tag text,
     revision text,
     repository_url text,
     commit_subject text,
     commit_author text,
     trigger_type text not null,
     trigger_actor text,
     started_by text,
     state text not null,
     problems jsonb not null,
     created_at timestamptz not null,
     observed_at timestamptz
   )`,
  'create index pipelines_of_project on pipelines (project_slug, created_at desc)',
  'create index pipelines_newest on pipelines (created_at desc)',
  `create table workflows (
     id text primary key,
     pipeline_id text not null references pipelines (id),
     name text not null,
     status text not null,
     created_at timestamptz not null,
     stopped_at timestamptz,
     jobs_complete boolean not null default false,
     observed_at timestamptz
   )`,
  'create index workflows_of_pipeline on workflows (pipeline_id)',
  `create table jobs (
     workflow_id text not null references workflows (id),
     id text not null,
     name text not null,
     number integer,
     type text not null,
     status text not null,
     started_at timestamptz,
     stopped_at timestamptz,
     approval_request_id text,
     position integer not null default 0,
     observed_at timestamptz,
     primary key (workflow_id, id)
   )`,
  `create index jobs_on_hold on jobs (workflow_id) where status = 'on_hold'`,
  `create table cards (
     pipeline_id text not null references pipelines (id),
     channel_id text not null,
     message_ts text,
     shown_hash text,
     shown_at timestamptz,
     attempted_at timestamptz,
     progress_updates integer not null default 0,
     shown_edge text,
     problem text,
     created_at timestamptz not null default now(),
     primary key (pipeline_id, channel_id)
   )`,
  'create index cards_of_channel on cards (channel_id, created_at desc)',
  `create table subscriptions (
     id uuid primary key default gen_random_uuid(),
     channel_id text not null,
     project_slug text not null references projects (slug),
     branches jsonb not null,
     workflows jsonb not null,
     outcomes jsonb not null,
     created_by text not null,
     created_at timestamptz not null default now(),
     unique (channel_id, project_slug)
   )`,
  'create index subscriptions_of_project on subscriptions (project_slug)',
  `create table channels (
     id text primary key,
     default_project text references projects (slug),
     locale text,
     updated_at timestamptz not null default now()
   )`,
  `create table actions (
     id uuid primary key,
     kind text not null,
     state text not null,
     team_id text not null,
     slack_user_id text not null,
     channel_id text,
     project_slug text not null,
     pipeline_id text,
     workflow_id text,
     job_id text,
     detail jsonb not null,
     error text,
     requested_at timestamptz not null default now(),
     settled_at timestamptz,
     leased_until timestamptz,
     called_at timestamptz,
     told_at timestamptz
   )`,
  'create index actions_of_pipeline on actions (pipeline_id, requested_at)',
  `create unique index actions_one_approval on actions (job_id)
     where kind = 'approve' and state in ('pending', 'confirmed')`,
  `create unique index actions_one_workflow_change on actions (workflow_id, kind)
     where kind in ('cancel', 'rerun') and state = 'pending'`,
  `create table seen_requests (
     key text primary key,
     seen_at timestamptz not null default now()
   )`,
  'create index seen_requests_by_age on seen_requests (seen_at)',
  `create table polls (
     project_slug text primary key references projects (slug),
     next_at timestamptz not null,
     interval_seconds integer not null,
     fingerprint text
   )`,
];
