import type { WorkflowFailure } from '../domain/failure.ts';
import type { Database, Tx } from '../storage/database.ts';

/** A workflow whose failure is to be explained, or is. */
export interface FailureRow {
  readonly workflowId: string;
  readonly pipelineId: string;
  readonly jobIds: readonly string[];
  /** Null until CircleCI was asked. */
  readonly report: WorkflowFailure | null;
  readonly wantedAt: Date;
}

export async function loadFailure(db: Database | Tx, workflowId: string): Promise<FailureRow | null> {
  const [row] = await selectFailures(db).where('workflow_id', '=', workflowId).execute();
  return row === undefined ? null : toRow(row);
}

export async function failuresOf(db: Database | Tx, pipelineId: string): Promise<FailureRow[]> {
  const rows = await selectFailures(db).where('pipeline_id', '=', pipelineId).execute();
  return rows.map(toRow);
}

/** @returns what is known of the failures of these pipelines, by pipeline, for their snapshots */
export async function loadReports(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly WorkflowFailure[]>> {
  const byPipeline = new Map<string, WorkflowFailure[]>();
  if (pipelineIds.length === 0) return byPipeline;
  for (const row of await selectFailures(db).where('pipeline_id', 'in', pipelineIds).execute()) {
    if (row.report === null) continue;
    byPipeline.set(row.pipeline_id, [...(byPipeline.get(row.pipeline_id) ?? []), row.report]);
  }
  return byPipeline;
}

/** Notes which jobs of a workflow are to be looked into; the time of the first noting stays. */
export async function noteWanted(
  tx: Tx,
  failure: Pick<FailureRow, 'workflowId' | 'pipelineId' | 'jobIds'>,
  now: Date,
): Promise<void> {
  const jobIds = JSON.stringify(failure.jobIds);
  await tx
    .insertInto('failures')
    .values({
      workflow_id: failure.workflowId,
      pipeline_id: failure.pipelineId,
      job_ids: jobIds,
      report: null,
      wanted_at: now,
    })
    .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet({ job_ids: jobIds }))
    .execute();
}

/** Adds what was gathered to what is stored, job by job: a part that is known is not replaced by one that is not. */
export async function addToReport(tx: Tx, gathered: WorkflowFailure, now: Date): Promise<void> {
  const row = await tx
    .selectFrom('failures')
    .select('report')
    .where('workflow_id', '=', gathered.workflowId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  await tx
    .updateTable('failures')
    .set({ report: JSON.stringify(mergeReports(row.report, gathered)), gathered_at: now })
    .where('workflow_id', '=', gathered.workflowId)
    .execute();
}

function mergeReports(known: WorkflowFailure | null, gathered: WorkflowFailure): WorkflowFailure {
  if (known === null) return gathered;
  const fresh = new Map(gathered.jobs.map((job) => [job.jobId, job]));
  const jobs = known.jobs.map((job) => {
    const newer = fresh.get(job.jobId);
    fresh.delete(job.jobId);
    return {
      ...job,
      steps: newer?.steps ?? job.steps,
      tests: newer?.tests ?? job.tests,
      artifacts: newer?.artifacts ?? job.artifacts,
    };
  });
  return {
    workflowId: known.workflowId,
    jobs: [...jobs, ...fresh.values()],
    origin: gathered.origin ?? known.origin,
  };
}

function selectFailures(db: Database | Tx) {
  return db
    .selectFrom('failures')
    .select(['workflow_id', 'pipeline_id', 'job_ids', 'report', 'wanted_at'])
    .orderBy('wanted_at')
    .orderBy('workflow_id');
}

type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectFailures>['execute']>>[number];

function toRow(row: SelectedRow): FailureRow {
  return {
    workflowId: row.workflow_id,
    pipelineId: row.pipeline_id,
    jobIds: row.job_ids,
    report: row.report,
    wantedAt: row.wanted_at,
  };
}
