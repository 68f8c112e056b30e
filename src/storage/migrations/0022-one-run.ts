import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The same run is started once, however often a person asks for it while the first request is under way. */
export const oneRun: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'alter table actions add column request_key text',
  `create unique index actions_one_run on actions (request_key)
     where kind = 'run' and state = 'pending'`,
];
