import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isFinished } from '../domain/status.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { syncPipeline } from '../runs/sync.ts';
import type { Hold } from '../votes/store.ts';

/**
 * Looks at what is stored; CircleCI is asked where the hold does not wait by that.
 *
 * @returns why there is nothing to vote on; null when the hold waits
 */
export async function notWaiting(
  ctx: Context,
  pipelineId: string,
  hold: Hold,
): Promise<ActionOutcome | null> {
  const stored = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (stored !== null && reasonIn(stored, hold) === null) return null;
  try {
    return reasonIn((await syncPipeline(ctx, pipelineId, 'interactive')).snapshot, hold);
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    if (error.code === 'not_found') return { kind: 'gone' };
    return error.code === 'rate_limited'
      ? { kind: 'unavailable', limitedMs: error.retryAfterMs }
      : { kind: 'unavailable' };
  }
}

function reasonIn({ workflows }: PipelineSnapshot, { workflowId, jobId }: Hold): ActionOutcome | null {
  const workflow = workflows.find(({ id }) => id === workflowId);
  const hold = workflow?.jobs.find(({ id }) => id === jobId);
  if (workflow === undefined || hold === undefined || hold.type !== 'approval') return { kind: 'gone' };
  if (isFinished(workflow.status)) return { kind: 'already', by: null, status: workflow.status };
  return hold.status === 'on_hold' ? null : { kind: 'already', by: null, status: hold.status };
}
