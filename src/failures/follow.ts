import type { Context } from '../context.ts';
import { MOST_EXPLAINED } from '../domain/failure.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows, failedJobs } from '../domain/pipeline-state.ts';
import type { Tx } from '../storage/database.ts';
import { type FailureRow, failuresOf, noteWanted } from './store.ts';

/**
 * After anything changed in a pipeline that has a card: has CircleCI asked why its workflows failed. Runs in the
 * transaction of the change, under the lock on the pipeline, so that a failure is never seen without its job.
 */
export async function failuresFollow(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  snapshot: PipelineSnapshot,
): Promise<void> {
  const failed = currentWorkflows(snapshot).filter((workflow) => explainable(workflow).length > 0);
  if (failed.length === 0 || !(await hasCard(tx, snapshot.id))) return;
  const known = new Map((await failuresOf(tx, snapshot.id)).map((row) => [row.workflowId, row]));
  for (const workflow of failed) {
    const row = known.get(workflow.id);
    const jobIds = withNewOnes(row, explainable(workflow));
    if (row !== undefined && isAsked(row, jobIds)) continue;
    const target = { pipelineId: snapshot.id, workflowId: workflow.id };
    await noteWanted(tx, { ...target, jobIds }, ctx.now());
    await ctx.queue.add(tx, 'gather-failure', { ...target, attempt: 0, waits: 0 }, { key: workflow.id });
  }
}

/** A job that was refused (`unauthorized`) or never got a number ran nothing that could tell why. */
export function explainable(workflow: WorkflowSnapshot): JobSnapshot[] {
  return failedJobs(workflow).filter(({ status, number }) => status !== 'unauthorized' && number !== null);
}

function withNewOnes(row: FailureRow | undefined, failed: readonly JobSnapshot[]): string[] {
  const before = row?.jobIds ?? [];
  const more = failed.map(({ id }) => id).filter((id) => !before.includes(id));
  return [...before, ...more].slice(0, MOST_EXPLAINED);
}

function isAsked({ report }: FailureRow, jobIds: readonly string[]): boolean {
  return jobIds.every((id) => report?.jobs.some(({ jobId }) => jobId === id));
}

/** @returns true when some channel shows the pipeline, or is to */
export async function hasCard(tx: Tx, pipelineId: string): Promise<boolean> {
  const card = await tx
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', pipelineId)
    .where('problem', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return card !== undefined;
}
