import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { mayContinue } from '../domain/pipeline-state.ts';
import { cardsFollow } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { noteWaitOver } from '../pipelines/store.ts';
import { transact } from '../storage/transact.ts';

/**
 * Ends the wait for a workflow that may follow those that have ended: for the continuation of a setup workflow, or
 * until CircleCI can be asked whether there is one. From then on the pipeline counts as what is known of it, until more
 * becomes known.
 *
 * @param isOver asked under the lock on the pipeline, of what is stored then
 * @returns the pipeline as it stands now when the wait ended just now, else null
 */
export async function endWait(
  ctx: Pick<Context, 'config' | 'db' | 'queue' | 'now'>,
  pipelineId: string,
  isOver: (snapshot: PipelineSnapshot) => boolean = () => true,
): Promise<PipelineSnapshot | null> {
  const ended = await transact(ctx.db, async (tx) => {
    await lockPipelines(tx, [pipelineId]);
    const stored = await loadSnapshot(ctx, tx, pipelineId);
    if (stored === null || !mayContinue(stored) || !isOver(stored)) return false;
    await noteWaitOver(tx, pipelineId, true);
    await cardsFollow(ctx, tx, pipelineId, { onlyNews: true });
    return true;
  });
  return ended ? loadSnapshot(ctx, ctx.db, pipelineId) : null;
}
