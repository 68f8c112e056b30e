import type { ActionOutcome } from '../domain/outcome.ts';
import { refreshCards, wantCard } from '../notifications/follow.ts';
import { transact } from '../storage/transact.ts';
import type { ActionRow } from './action-store.ts';
import type { DeedContext } from './perform.ts';
import { syncPipeline } from './sync.ts';

/** Stores a pipeline that an action made, says who started it, and gives the channel it was asked in its card. */
export async function adoptStarted(
  ctx: DeedContext,
  action: ActionRow,
  pipelineId: string,
): Promise<ActionOutcome> {
  const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
  await transact(ctx.db, async (tx) => {
    await tx
      .updateTable('pipelines')
      .set({ started_by: action.slackUserId })
      .where('id', '=', pipelineId)
      .execute();
    if (action.channelId !== null) await wantCard(tx, pipelineId, action.channelId);
    await refreshCards(ctx, tx, pipelineId, { urgent: true });
  });
  return { kind: 'confirmed', pipelineId, pipelineNumber: snapshot.number };
}
