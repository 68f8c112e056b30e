import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who is who, whom to mention, what is told in threads, and cards that are muted. Only additions. */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table pipelines add column identities jsonb not null default '{}'`,
  `alter table subscriptions add column if not exists options jsonb not null default '{}'`,
  'alter table cards add column muted_by text, add column muted_at timestamptz',
  `create table people_links (
     source text not null,
     identity text not null,
     slack_user_id text not null,
     proven boolean not null,
     linked_at timestamptz not null,
     primary key (source, identity)
   )`,
  'create index people_links_of_user on people_links (slack_user_id)',
  `create table people_emails (
     email text primary key,
     slack_user_id text,
     looked_up_at timestamptz not null
   )`,
  'create index people_emails_of_user on people_emails (slack_user_id)',
  `create table notices (
     pipeline_id text not null references pipelines (id) on delete cascade,
     channel_id text not null,
     kind text not null,
     about text not null,
     happened_at timestamptz not null,
     broadcast boolean not null,
     mentions jsonb not null,
     message_ts text,
     attempted_at timestamptz,
     problem text,
     created_at timestamptz not null,
     primary key (pipeline_id, channel_id, kind, about)
   )`,
];
