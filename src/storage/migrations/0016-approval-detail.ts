import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is behind holds, and which links in Slack show a pipeline's state. Only new tables. */
export const approvalDetail: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table approval_details (
     workflow_id text not null references workflows (id) on delete cascade,
     job_id text not null,
     pipeline_id text not null references pipelines (id) on delete cascade,
     detail jsonb,
     wanted_at timestamptz not null,
     gathered_at timestamptz,
     primary key (workflow_id, job_id)
   )`,
  'create index approval_details_of_pipeline on approval_details (pipeline_id)',
  `create table unfurls (
     channel_id text not null,
     message_ts text not null,
     url text not null,
     user_id text not null,
     pipeline_id text references pipelines (id) on delete cascade,
     workflow_id text,
     job_id text,
     shown_hash text,
     shown_times integer not null default 0,
     closed text,
     tries integer not null default 0,
     shared_at timestamptz not null,
     primary key (channel_id, message_ts, url)
   )`,
  'create index unfurls_of_pipeline on unfurls (pipeline_id) where closed is null',
  'create index unfurls_by_age on unfurls (shared_at)',
];
