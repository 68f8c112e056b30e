import type { Context } from '../context.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { transact } from '../storage/transact.ts';
import { cardsFollow } from './follow.ts';

/** As `cardsFollow`, when not the pipeline changed but what the bot knows beside it, such as who made its commit. */
export async function cardsFollowAnew(
  ctx: Pick<Context, 'config' | 'db' | 'queue' | 'now'>,
  pipelineId: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    // The locks that every change of it is made under.
    await lockPipelines(tx, [pipelineId]);
    await tx.selectFrom('pipelines').select('id').where('id', '=', pipelineId).forUpdate().execute();
    await cardsFollow(ctx, tx, pipelineId);
  });
}
