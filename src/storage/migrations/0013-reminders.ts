import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Holds that wait: when to look at each again, and who was reminded of what. Only additions. */
export const reminders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table hold_waits (
     workflow_id text not null,
     job_id text not null,
     pipeline_id text not null references pipelines (id) on delete cascade,
     since timestamptz not null,
     look_at timestamptz not null,
     ends_at timestamptz,
     expires_at timestamptz,
     expire_minutes integer,
     expire_channel text,
     expiry text,
     primary key (workflow_id, job_id)
   )`,
  'create index hold_waits_due on hold_waits (look_at)',
  'create index hold_waits_of_pipeline on hold_waits (pipeline_id)',
  `create table hold_reminders (
     workflow_id text not null,
     job_id text not null,
     channel_id text not null,
     step text not null,
     pipeline_id text not null references pipelines (id) on delete cascade,
     mentions jsonb not null,
     message_ts text,
     attempted_at timestamptz,
     problem text,
     created_at timestamptz not null,
     primary key (workflow_id, job_id, channel_id, step)
   )`,
  'create index hold_reminders_of_pipeline on hold_reminders (pipeline_id)',
];
