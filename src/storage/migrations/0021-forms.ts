import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What open forms are about. Only a new table. */
export const forms: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table forms (
     id text primary key,
     callback_id text not null,
     team_id text not null,
     user_id text not null,
     data text not null,
     expires_at timestamptz not null
   )`,
  'create index forms_by_expiry on forms (expires_at)',
];
