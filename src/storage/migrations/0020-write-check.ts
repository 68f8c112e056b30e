import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A row to be written by health checks, and the audit log refuses what is no append. */
export const writeCheck: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table write_check (
     id boolean primary key default true check (id),
     checked_at timestamptz not null
   )`,
  `insert into write_check (checked_at) values (now())`,
];
