import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Which workflows are setup workflows, and whether the bot still waits for workflows of a pipeline that it does not
 * know of. What is stored already was shown without waiting, and stays as it was shown.
 */
export const dynamicConfiguration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'alter table workflows add column is_setup boolean not null default false',
  'alter table pipelines add column wait_over boolean not null default true',
  'alter table pipelines alter column wait_over set default false',
];
