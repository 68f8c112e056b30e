import type { Context } from '../context.ts';
import { deliverCard } from './deliver.ts';

type ShowContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now' | 'policy'>;

/**
 * Somebody has clicked on a card and looks at it: it is made true now, by the process that was told, and not when a
 * worker of the queue has come to it. The same delivery, and never beside one of the same card's in this process. When
 * it fails, or this process dies, the job is there that was added with what they asked for; this one never throws.
 */
export async function showAtOnce(
  ctx: ShowContext,
  { pipelineId, channelId }: { readonly pipelineId: string | null; readonly channelId: string | null },
): Promise<void> {
  if (pipelineId === null || channelId === null) return;
  const data = { pipelineId, channelId, urgent: true };
  try {
    await ctx.queue.alone('deliver-card', `${pipelineId}:${channelId}`, () => deliverCard(ctx, data));
  } catch (error) {
    ctx.log.warn(
      { err: error, pipeline: pipelineId, channel: channelId },
      'a card was not shown at once; the queue will do it',
    );
  }
}
