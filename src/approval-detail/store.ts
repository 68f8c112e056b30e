import type { HoldDetail } from '../domain/approval-detail.ts';
import type { Database, Tx } from '../storage/database.ts';

/** Hold by hold, by workflow and approval job. */
export interface DetailKey {
  readonly pipelineId: string;
  readonly workflowId: string;
  readonly jobId: string;
}

/** Notes that a hold is to be looked into. @returns false when it was noted before */
export async function noteWanted(tx: Tx, key: DetailKey, now: Date): Promise<boolean> {
  const inserted = await tx
    .insertInto('approval_details')
    .values({
      workflow_id: key.workflowId,
      job_id: key.jobId,
      pipeline_id: key.pipelineId,
      detail: null,
      wanted_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('job_id')
    .execute();
  return inserted.length > 0;
}

/** @returns the approval jobs of a workflow that are looked into, with what is known */
export async function wantedDetails(
  db: Database | Tx,
  workflowId: string,
): Promise<ReadonlyMap<string, HoldDetail | null>> {
  const rows = await db
    .selectFrom('approval_details')
    .select(['job_id', 'detail'])
    .where('workflow_id', '=', workflowId)
    .orderBy('wanted_at')
    .orderBy('job_id')
    .execute();
  return new Map(rows.map((row) => [row.job_id, row.detail]));
}

/** @returns what is known of the holds of these pipelines, by pipeline, for their snapshots */
export async function loadDetails(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HoldDetail[]>> {
  const byPipeline = new Map<string, HoldDetail[]>();
  if (pipelineIds.length === 0) return byPipeline;
  const rows = await db
    .selectFrom('approval_details')
    .select(['pipeline_id', 'detail'])
    .where('pipeline_id', 'in', pipelineIds)
    .orderBy('wanted_at')
    .orderBy('job_id')
    .execute();
  for (const { pipeline_id: id, detail } of rows) {
    if (detail !== null) byPipeline.set(id, [...(byPipeline.get(id) ?? []), detail]);
  }
  return byPipeline;
}

/** Keeps what was gathered: a part that is known is not replaced by one that is not. */
export async function saveDetail(tx: Tx, key: DetailKey, gathered: HoldDetail, now: Date): Promise<void> {
  await noteWanted(tx, key, now);
  const row = await tx
    .selectFrom('approval_details')
    .select('detail')
    .where('workflow_id', '=', key.workflowId)
    .where('job_id', '=', key.jobId)
    .forUpdate()
    .executeTakeFirst();
  const known = row?.detail ?? null;
  const merged = {
    ...gathered,
    startedBy: gathered.startedBy ?? known?.startedBy ?? null,
    behind: gathered.behind ?? known?.behind ?? null,
    changes: gathered.changes ?? known?.changes ?? null,
    contexts: gathered.contexts ?? known?.contexts ?? null,
  };
  await tx
    .updateTable('approval_details')
    .set({ detail: JSON.stringify(merged), gathered_at: now })
    .where('workflow_id', '=', key.workflowId)
    .where('job_id', '=', key.jobId)
    .execute();
}
