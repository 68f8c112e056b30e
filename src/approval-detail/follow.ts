import type { Context } from '../context.ts';
import { MOST_DETAILED } from '../domain/approval-detail.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows, waitingHolds } from '../domain/pipeline-state.ts';
import { hasCard } from '../failures/follow.ts';
import type { Tx } from '../storage/database.ts';
import { noteWanted } from './store.ts';

/**
 * After anything changed in a pipeline that has a card: has CircleCI asked what is behind the holds that wait. Runs in
 * the transaction of the change, so that a hold is never seen without its job.
 */
export async function detailsFollow(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  snapshot: PipelineSnapshot,
): Promise<void> {
  const held = currentWorkflows(snapshot).filter((workflow) => waitingHolds(workflow).length > 0);
  if (held.length === 0 || !(await hasCard(tx, snapshot.id))) return;
  for (const workflow of held) {
    const target = { pipelineId: snapshot.id, workflowId: workflow.id };
    let isNew = false;
    for (const { id: jobId } of waitingHolds(workflow).slice(0, MOST_DETAILED)) {
      isNew = (await noteWanted(tx, { ...target, jobId }, ctx.now())) || isNew;
    }
    if (!isNew) continue;
    const data = { ...target, attempt: 0, waits: 0 };
    await ctx.queue.add(tx, 'gather-approval', data, { key: workflow.id });
  }
}
