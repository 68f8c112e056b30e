import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What was found without a webhook and how late, how far each project has been compared, and what makes forgetting
 * old pipelines possible: a pipeline takes with it all that hangs on it.
 */
export const reconcile: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

/** As they were when this was released. A query uses the index when its own list has all of these. */
const FINISHED = `'success', 'failed', 'error', 'canceled', 'unauthorized', 'not_run', 'infrastructure_fail', 'timedout',
  'terminated-unknown', 'retried'`;

const STATEMENTS = [
  'alter table pipelines add column repaired_at timestamptz, add column late_seconds integer',
  'create index pipelines_repaired on pipelines (repaired_at) where repaired_at is not null',
  'alter table polls add column seen_to timestamptz',
  `create index workflows_open on workflows (pipeline_id) where status not in (${FINISHED})`,
  'create index actions_settled on actions (requested_at)',
  'create index failure_logs_by_age on failure_logs (taken_until)',
  ...cascade('workflows', 'pipeline_id', 'pipelines (id)'),
  ...cascade('jobs', 'workflow_id', 'workflows (id)'),
  ...cascade('cards', 'pipeline_id', 'pipelines (id)'),
  ...cascade('failures', 'workflow_id', 'workflows (id)'),
  ...cascade('failures', 'pipeline_id', 'pipelines (id)'),
  ...cascade('failure_replies', 'workflow_id', 'failures (workflow_id)'),
];

function cascade(table: string, column: string, target: string): string[] {
  const name = `${table}_${column}_fkey`;
  return [
    `alter table ${table} drop constraint ${name}`,
    `alter table ${table} add constraint ${name} foreign key (${column}) references ${target} on delete cascade`,
  ];
}
