import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Runs saved per channel, the parameters that open forms show, and one rollback at a time. */
export const presets: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table presets (
     channel_id text not null,
     name text not null,
     project_slug text not null,
     body jsonb not null,
     created_by text not null,
     created_at timestamptz not null,
     primary key (channel_id, name)
   )`,
  `create table shown_forms (
     id text primary key,
     body jsonb not null,
     shown_at timestamptz not null
   )`,
  'create index shown_forms_by_age on shown_forms (shown_at)',
  `create unique index actions_one_rollback
     on actions (project_slug, (detail->>'component'), (detail->>'environment'))
     where kind = 'rollback' and state = 'pending'`,
];
