import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Subscriptions to projects by glob, by tag, job, author and bots, and what `fixed` and `broken` look back at. */
export const subscriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // A glob names no project that could be referenced.
  'alter table subscriptions drop constraint subscriptions_project_slug_fkey',
  'alter table subscriptions rename column project_slug to project',
  `alter table subscriptions
     add column folder text,
     add column tags jsonb not null default '[]',
     add column jobs jsonb not null default '[]',
     add column authors jsonb not null default '[]',
     add column bots boolean not null default true`,
  // Until now every outcome chosen meant everything; now there are more of them, and a word for that.
  `update subscriptions set outcomes = '["all"]' where jsonb_array_length(outcomes) >= 4`,
  'create index subscriptions_of_folder on subscriptions (folder) where folder is not null',
  'create index pipelines_of_branch on pipelines (project_slug, branch, created_at desc)',
];
