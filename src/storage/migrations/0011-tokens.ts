import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** People's own CircleCI tokens, encrypted; what waits for one; and as whom an action is done. */
export const tokens: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table identities (
     team_id text not null,
     user_id text not null,
     host text not null,
     circleci_id text not null,
     circleci_login text not null,
     key_id text not null,
     sealed text not null,
     linked_at timestamptz not null,
     expires_at timestamptz not null,
     warned_at timestamptz,
     refused_at timestamptz,
     refusal_told_at timestamptz,
     primary key (team_id, user_id)
   )`,
  // One person in CircleCI is one person in Slack, or nobody could say who approved.
  'create unique index identities_of_circleci on identities (host, circleci_id)',
  `create table pending_requests (
     id uuid primary key,
     team_id text not null,
     user_id text not null,
     channel_id text,
     wanted jsonb not null,
     created_at timestamptz not null
   )`,
  'create index pending_requests_by_age on pending_requests (created_at)',
  // What was done before there were linked people was done with the bot's token.
  `alter table actions add column acting_as text not null default 'shared'`,
];
