import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { addSending } from '../sending/jobs.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { Facts } from '../subscriptions/facts.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { happenedAt } from './happened-at.ts';
import { addNotice, type Notice, type NoticeKey, noticesOf } from './store.ts';
import { familyOf, type WantedNotice, wantedNotices } from './wanted.ts';

/** What is older is no news: it came late, or from before anyone asked. */
export const NEWS_MS = 60 * 60_000;

/**
 * After anything changed in a pipeline: decides, once for each card and outcome, what is told in its thread. Runs in
 * the transaction of the change, under the lock on the pipeline, so that no two replicas decide the same.
 */
export async function noticesFollow(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  snapshot: PipelineSnapshot,
  subscriptions: readonly Subscription[],
  facts: Facts,
): Promise<void> {
  const byChannel = Map.groupBy(subscriptions, ({ channelId }) => channelId);
  const wanted = [...byChannel].flatMap(([channelId, own]) =>
    wantedNotices(own, facts).map((notice) => ({ ...notice, channelId })),
  );
  if (wanted.length === 0) return;
  const cards = await cardsOf(tx, snapshot.id);
  const known = await noticesOf(tx, snapshot.id);
  for (const notice of wanted.toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1))) {
    const card = cards.find(({ channel_id: id }) => id === notice.channelId);
    const own = known.filter(({ channelId }) => channelId === notice.channelId);
    const isKnown = own.some(({ kind, about }) => kind === notice.kind && about === notice.about);
    if (card === undefined || isKnown) continue;
    await decide(ctx, tx, snapshot, notice, card, own);
  }
}

type CardStanding = Awaited<ReturnType<typeof cardsOf>>[number];

/** Whoever was mentioned for the same already is not called again, and an edge that the new card shows needs no reply. */
async function decide(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  snapshot: PipelineSnapshot,
  { kind, about, isEdge, mentions, channelId }: WantedNotice & { readonly channelId: string },
  card: CardStanding,
  known: readonly Notice[],
): Promise<void> {
  const same = known.filter((one) => one.about === about && familyOf(kind).includes(one.kind));
  // After the more telling one of a family nothing is left to say.
  if (same.some((one) => familyOf(kind).indexOf(one.kind) < familyOf(kind).indexOf(kind))) return;
  const called = new Set(same.flatMap((one) => (one.problem === null ? one.mentions : [])));
  const fresh = mentions.filter((whom) => !called.has(whom));
  const at = new Date(happenedAt(snapshot, kind));
  const broadcast = isEdge && card.message_ts !== null;
  const isLate = ctx.now().getTime() - at.getTime() > NEWS_MS;
  const silent = !broadcast && fresh.length === 0;
  const problem = card.muted_by !== null ? 'muted' : isLate ? 'late' : silent ? 'on-card' : null;
  const key = { pipelineId: snapshot.id, channelId, kind, about };
  const createdAt = ctx.now();
  await addNotice(tx, { ...key, happenedAt: at, broadcast, mentions: fresh, problem, createdAt });
  if (problem === null) await queueNotice(ctx, tx, key);
}

function cardsOf(tx: Tx, pipelineId: string) {
  return tx
    .selectFrom('cards')
    .select(['channel_id', 'message_ts', 'muted_by'])
    .where('pipeline_id', '=', pipelineId)
    .where('problem', 'is', null)
    .execute();
}

/** A card that came out after something was to be told in its thread. */
export async function noticesOfCard(
  ctx: Pick<Context, 'queue' | 'db'>,
  pipelineId: string,
  channelId: string,
): Promise<void> {
  for (const notice of await noticesOf(ctx.db, pipelineId)) {
    const isOpen = notice.messageTs === null && notice.problem === null;
    if (isOpen && notice.channelId === channelId) await queueNotice(ctx, ctx.db, notice);
  }
}

async function queueNotice(
  { queue }: Pick<Context, 'queue'>,
  db: Database | Tx,
  { pipelineId, channelId, kind, about }: NoticeKey,
): Promise<void> {
  await addSending(queue, db, { pipelineId, channelId, kind, about });
}
