import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { channelSettings } from '../preferences/channels.ts';
import { renderCard } from '../views/card.ts';

/**
 * `out`: a card shows that the workflow failed. `coming`: none does yet. `none`: there is no card that could be
 * written to.
 */
export type CardStanding = 'out' | 'coming' | 'none';

/** Compared by what the card shows and not by time: an update that was on its way may show what was before. */
export async function cardStanding(
  ctx: Pick<Context, 'config' | 'db'>,
  snapshot: PipelineSnapshot,
): Promise<CardStanding> {
  const cards = await ctx.db
    .selectFrom('cards')
    .select(['channel_id', 'shown_edge', 'muted_by'])
    .where('pipeline_id', '=', snapshot.id)
    .where('problem', 'is', null)
    .execute();
  for (const { channel_id: channelId, shown_edge: shown, muted_by: mutedBy } of cards) {
    const { locale } = await channelSettings(ctx, channelId);
    if (shown !== null && shown === renderCard(snapshot, { locale, mutedBy }).edge) return 'out';
  }
  return cards.length === 0 ? 'none' : 'coming';
}
