import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Approvals that take several people, who stands in for whom, and one decision for each hold. */
export const votes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Nobody twice, and nobody's right twice: whoever stands in for another uses up that one's right.
  `create table votes (
     workflow_id text not null,
     job_id text not null,
     team_id text not null,
     user_id text not null,
     right_of text not null,
     pipeline_id text not null references pipelines (id) on delete cascade,
     channel_id text,
     reason text,
     counts boolean not null,
     needed integer not null,
     voted_at timestamptz not null,
     primary key (workflow_id, job_id, team_id, user_id),
     unique (workflow_id, job_id, team_id, right_of)
   )`,
  'create index votes_of_pipeline on votes (pipeline_id)',
  `create table delegations (
     team_id text not null,
     from_user text not null,
     to_user text not null,
     reason text,
     made_at timestamptz not null,
     until timestamptz not null,
     primary key (team_id, from_user)
   )`,
  'create index delegations_to on delegations (team_id, to_user)',
  // A hold is approved or rejected, by whoever was first.
  'drop index actions_one_approval',
  `create unique index actions_one_decision on actions (job_id)
     where kind in ('approve', 'reject') and state in ('pending', 'confirmed')`,
];
