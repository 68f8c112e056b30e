import { type Insertable, type Selectable, sql } from 'kysely';
import { FINISHED_STATUSES } from '../domain/status.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { HoldWaitsTable } from '../storage/schema-waiting.ts';

export interface HoldKey {
  readonly pipelineId: string;
  readonly workflowId: string;
  readonly jobId: string;
}

export type HoldRow = Selectable<HoldWaitsTable>;

/** Nothing is put off for longer: what is noted further ahead was noted before a clock was set back. */
export const LONGEST_MS = 6 * 3_600_000;
const FINISHED = sql.join(FINISHED_STATUSES.map((status) => sql.lit(status)));

/** Notes the holds that have begun to wait; twice is once. @param limit most at once */
export async function noteNewHolds(db: Database, now: Date, limit: number): Promise<void> {
  await sql`
    insert into hold_waits (workflow_id, job_id, pipeline_id, since, look_at)
    select j.workflow_id, j.id, w.pipeline_id, least(j.started_at, ${now}::timestamptz), ${now}::timestamptz
      from jobs j join workflows w on w.id = j.workflow_id
     where j.status = 'on_hold' and j.type = 'approval' and w.status not in (${FINISHED})
       and not exists (select from hold_waits h where h.workflow_id = j.workflow_id and h.job_id = j.id)
     order by w.created_at desc
     limit ${limit}
    on conflict do nothing
  `.execute(db);
}

/** @returns those for which something may be due, longest due first */
export async function dueHolds(db: Database, now: Date, limit: number): Promise<HoldKey[]> {
  const rows = await db
    .selectFrom('hold_waits')
    .select(['pipeline_id', 'workflow_id', 'job_id'])
    .where((eb) =>
      eb.or([eb('look_at', '<=', now), eb('look_at', '>', new Date(now.getTime() + 2 * LONGEST_MS))]),
    )
    .orderBy('look_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ pipelineId: row.pipeline_id, workflowId: row.workflow_id, jobId: row.job_id }));
}

/** @returns the row, locked until the transaction ends; null when the hold is decided */
export async function lockHold(tx: Tx, { workflowId, jobId }: HoldKey): Promise<HoldRow | null> {
  const row = await tx
    .selectFrom('hold_waits')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function loadHold(db: Database | Tx, { workflowId, jobId }: HoldKey): Promise<HoldRow | null> {
  const query = db.selectFrom('hold_waits').selectAll().where('workflow_id', '=', workflowId);
  return (await query.where('job_id', '=', jobId).executeTakeFirst()) ?? null;
}

export async function changeHold(
  db: Database | Tx,
  { workflowId, jobId }: HoldKey,
  change: Partial<Omit<Insertable<HoldWaitsTable>, 'workflow_id' | 'job_id' | 'pipeline_id' | 'since'>>,
): Promise<void> {
  await db
    .updateTable('hold_waits')
    .set(change)
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .execute();
}

export async function forgetHold(tx: Tx, { workflowId, jobId }: HoldKey): Promise<void> {
  await tx
    .deleteFrom('hold_waits')
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .execute();
}
