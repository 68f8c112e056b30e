import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What CircleCI counts or dates may be beyond 2147483647: its API says "integer" and no more. Each table is rewritten
 * once, under a lock, which takes seconds for a million rows.
 */
export const bigNumbers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'alter table pipelines alter column number type bigint, alter column late_seconds type bigint',
  'alter table jobs alter column number type bigint',
];
