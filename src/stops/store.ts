import { type Selectable, sql } from 'kysely';
import type { Stop, StopCounts, StopWorkflowState } from '../domain/stop.ts';
import { withProjectNames } from '../runs/project-names.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { StopsTable } from '../storage/schema-locks.ts';

export async function loadStop(db: Database | Tx, id: string): Promise<Stop | null> {
  const row = await db.selectFrom('stops').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const [stop = null] = await withProjectNames(db, [stopOf(row)]);
  return stop;
}

/** @returns how many of its workflows came to which end so far */
export async function countsOf(db: Database | Tx, id: string): Promise<StopCounts> {
  const rows = await db
    .selectFrom('stop_workflows')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('stop_id', '=', id)
    .groupBy('state')
    .execute();
  const count = (state: StopWorkflowState) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    found: count('found'),
    canceled: count('canceled'),
    finished: count('finished'),
    failed: count('failed'),
  };
}

export interface StopWorkflow {
  readonly workflowId: string;
  readonly pipelineId: string;
  readonly state: StopWorkflowState;
  readonly problem: string | null;
  readonly tries: number;
}

export async function workflowsOfStop(db: Database, id: string): Promise<StopWorkflow[]> {
  const rows = await db
    .selectFrom('stop_workflows')
    .selectAll()
    .where('stop_id', '=', id)
    .orderBy('workflow_id')
    .execute();
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    pipelineId: row.pipeline_id,
    state: row.state,
    problem: row.problem,
    tries: row.tries,
  }));
}

export function stopOf(row: Selectable<StopsTable>): Stop {
  return {
    id: row.id,
    project: row.project,
    branch: row.branch,
    channelId: row.channel_id,
    messageTs: row.message_ts,
    teamId: row.team_id,
    userId: row.user_id,
    reason: row.reason,
    state: row.state,
    found: row.found,
    expiresAt: row.expires_at.toISOString(),
    firstBy: row.first_by,
    secondBy: row.second_by,
    calledOffBy: row.called_off_by,
    rounds: row.rounds,
    remaining: row.remaining,
    trouble: row.trouble,
  };
}

/** @returns `T…:U…`, as the audit log has it */
export function personText({ teamId, userId }: { readonly teamId: string; readonly userId: string }): string {
  return `${teamId}:${userId}`;
}

/** @returns both parts of what {@link personText} made */
export function personOf(text: string): { readonly teamId: string; readonly userId: string } {
  const [teamId = '', userId = ''] = text.split(':');
  return { teamId, userId };
}
