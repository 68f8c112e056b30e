import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { transact } from '../storage/transact.ts';

/** `by` is the Slack user who did it before. */
export type Muted =
  | { readonly kind: 'done' }
  | { readonly kind: 'already'; readonly by: string }
  | { readonly kind: 'not-muted' }
  | { readonly kind: 'no-card' };

type MuteContext = Pick<Context, 'db' | 'queue' | 'now'>;

/**
 * No more replies and mentions in the thread of this card; the card itself stays true, since changing it makes no
 * sound. Of two who mute it, the first is named.
 */
export async function muteCard(
  ctx: MuteContext,
  { userId }: Pick<Actor, 'userId'>,
  pipelineId: string,
  channelId: string,
): Promise<Muted> {
  return change(ctx, pipelineId, channelId, (mutedBy) =>
    mutedBy === null ? { muted_by: userId, muted_at: ctx.now() } : { kind: 'already', by: mutedBy },
  );
}

/** Whoever is in the channel may end it. What was not told meanwhile is not told later. */
export async function unmuteCard(ctx: MuteContext, pipelineId: string, channelId: string): Promise<Muted> {
  return change(ctx, pipelineId, channelId, (mutedBy) =>
    mutedBy === null ? { kind: 'not-muted' } : { muted_by: null, muted_at: null },
  );
}

async function change(
  { db, queue }: MuteContext,
  pipelineId: string,
  channelId: string,
  decide: (mutedBy: string | null) => Muted | { muted_by: string | null; muted_at: Date | null },
): Promise<Muted> {
  return transact(db, async (tx) => {
    const card = await tx
      .selectFrom('cards')
      .select('muted_by')
      .where('pipeline_id', '=', pipelineId)
      .where('channel_id', '=', channelId)
      .forUpdate()
      .executeTakeFirst();
    if (card === undefined) return { kind: 'no-card' };
    const decided = decide(card.muted_by);
    if ('kind' in decided) return decided;
    await tx
      .updateTable('cards')
      .set(decided)
      .where('pipeline_id', '=', pipelineId)
      .where('channel_id', '=', channelId)
      .execute();
    const key = `${pipelineId}:${channelId}`;
    await queue.add(tx, 'deliver-card', { pipelineId, channelId, urgent: true }, { key });
    return { kind: 'done' };
  });
}
