import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { CHANNEL_CLOSED, isClosed } from '../sending/closed-channels.ts';
import { addSending } from '../sending/jobs.ts';
import { transact } from '../storage/transact.ts';
import { deliverCard } from './deliver.ts';

/** What a channel gets that can be written to again: cards of the newest pipelines, not all that it missed. */
const MOST_CARDS = 10;
const NOT_OLDER_MS = 3 * 24 * 3_600_000;

type CatchUpContext = Pick<
  Context,
  'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now' | 'policy'
>;

/**
 * Brings a channel up to date that was closed. The newest card goes first and alone: where that is refused, the channel
 * is still closed, and it was one call.
 */
export async function catchUp(ctx: CatchUpContext, { channelId }: JobData['catch-up']): Promise<void> {
  const [newest, ...others] = await missedCards(ctx, channelId);
  if (newest === undefined) return;
  const pipelineIds = [newest, ...others];
  await ctx.db
    .updateTable('cards')
    .set({ problem: null })
    .where('channel_id', '=', channelId)
    .where('pipeline_id', 'in', pipelineIds)
    .execute();
  await deliverCard(ctx, { pipelineId: newest, channelId });
  if (await isClosed(ctx, channelId)) return;
  await transact(ctx.db, async (tx) => {
    for (const pipelineId of pipelineIds.toSorted())
      await addSending(ctx.queue, tx, { pipelineId, channelId });
  });
}

/** Newest first. What someone deleted stays away. */
async function missedCards({ db, now }: CatchUpContext, channelId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('cards')
    .innerJoin('pipelines', 'pipelines.id', 'cards.pipeline_id')
    .select('cards.pipeline_id')
    .where('cards.channel_id', '=', channelId)
    .where('pipelines.created_at', '>', new Date(now().getTime() - NOT_OLDER_MS))
    .where((eb) => eb.or([eb('cards.problem', 'is', null), eb('cards.problem', 'in', [...CHANNEL_CLOSED])]))
    .orderBy('pipelines.created_at', 'desc')
    .limit(MOST_CARDS)
    .execute();
  return rows.map(({ pipeline_id: id }) => id);
}
