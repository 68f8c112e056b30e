import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Why workflows failed, and where that is shown. Only new tables: the version before runs on beside them. */
export const failures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table failures (
     workflow_id text primary key references workflows (id),
     pipeline_id text not null references pipelines (id),
     job_ids jsonb not null,
     report jsonb,
     wanted_at timestamptz not null,
     gathered_at timestamptz
   )`,
  'create index failures_of_pipeline on failures (pipeline_id)',
  `create table failure_replies (
     workflow_id text not null references failures (workflow_id),
     channel_id text not null,
     message_ts text,
     shown_hash text,
     attempted_at timestamptz,
     problem text,
     created_at timestamptz not null,
     primary key (workflow_id, channel_id)
   )`,
  `create table failure_logs (
     workflow_id text not null,
     job_id text not null,
     channel_id text not null,
     taken_until timestamptz not null,
     primary key (workflow_id, job_id, channel_id)
   )`,
];
