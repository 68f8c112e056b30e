import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { Locale } from '../domain/locale.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import { repliesOfCard } from '../failures/replies-follow.ts';
import { noticesOfCard } from '../notices/follow.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { reasonHolds } from '../policy/reason-holds.ts';
import { channelSettings } from '../preferences/channels.ts';
import { sendingJob } from '../sending/jobs.ts';
import { channelLane, methodLanes } from '../sending/lanes.ts';
import { forgive } from '../sending/outgoing.ts';
import { openSending, type Sending, sent, settled, takeTurn } from '../sending/send.ts';
import type { OutgoingMessage } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderCard } from '../views/card.ts';
import { waitForReading } from './await-reading.ts';
import {
  type CardRow,
  claimEndsIn,
  claimPost,
  loadCard,
  noteShown,
  noteUpdated,
  releasePost,
  shortenClaim,
} from './card-store.ts';
import { waitBeforeUpdate } from './pace.ts';
import { takeRefusal } from './take-refusal.ts';

type DeliverContext = Pick<
  Context,
  'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now' | 'policy'
>;

/** Someone else claimed the card in the same moment; by then they have posted it, as a rule. */
const LOOK_AGAIN_MS = 1_000;
/** A post may reach the channel as long as a call to Slack may take. */
const ARRIVES_WITHIN_MS = 15_000;
/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Makes Slack show one card as the stored state says: nothing there, post; something else there, update; the same,
 * nothing. One call to Slack, more where the answer to an earlier post was lost. Runs as a job, one at a time per card.
 *
 * When Slack does not take it, or it is not its turn, the job comes again, see `sending/send.ts`.
 *
 * @throws GiveUp when Slack did not take it in five tries
 */
export async function deliverCard(ctx: DeliverContext, data: JobData['deliver-card']): Promise<void> {
  const { pipelineId, channelId } = data;
  const sending = await openSending(ctx, sendingJob(data), data);
  if (sending === null) return;
  const [card, snapshot, { locale }] = await Promise.all([
    loadCard(ctx.db, pipelineId, channelId),
    loadSnapshot(ctx, ctx.db, pipelineId),
    channelSettings(ctx, channelId),
  ]);
  if (card === null || card.problem !== null || snapshot === null) {
    await settled(ctx, sending);
    return;
  }
  const wanted = renderCard(snapshot, {
    locale,
    mutedBy: card.mutedBy,
    reasonHolds: reasonHolds(ctx.policy.current(), snapshot, channelId),
  });
  const shown = { hash: hashOf(locale, wanted), edge: wanted.edge };
  if (card.shownHash === shown.hash) {
    await settled(ctx, sending);
    await repliesOfCard(ctx, snapshot, channelId);
    await noticesOfCard(ctx, pipelineId, channelId);
    return;
  }
  const reading = await waitForReading(ctx, pipelineId, sending.outgoing);
  if (reading > 0) {
    await later(ctx, data, reading);
    return;
  }
  const wait = waitBeforeUpdate(card, shown.edge, ctx.now(), isSettled(snapshot));
  const isProgress = card.shownEdge === shown.edge;
  if (wait > 0) {
    if (isProgress) await forgive(ctx.db, sending.outgoing);
    await later(ctx, data, wait);
    return;
  }
  const message = {
    channel: channelId,
    text: wanted.text,
    blocks: wanted.blocks,
    metadata: metadataOf(pipelineId),
  };
  try {
    const isShown =
      card.messageTs === null
        ? await post(ctx, sending, card, message, shown)
        : await update(ctx, sending, card, { ...message, ts: card.messageTs }, shown);
    if (!isShown) return;
    await sent(ctx, sending, isProgress ? 'progress' : 'card');
    await repliesOfCard(ctx, snapshot, channelId);
    if (card.messageTs === null) await noticesOfCard(ctx, pipelineId, channelId);
  } catch (error) {
    await takeRefusal(ctx, sending, card, error, () => later(ctx, card, 0));
  }
}

type CardMessage = OutgoingMessage & { readonly metadata: NonNullable<OutgoingMessage['metadata']> };

/** @returns false when it was not its turn */
async function update(
  ctx: DeliverContext,
  sending: Sending,
  card: CardRow,
  message: CardMessage & { readonly ts: string },
  shown: { hash: string; edge: string },
): Promise<boolean> {
  if (!(await takeTurn(ctx, sending, [methodLanes.update]))) return false;
  await ctx.slack.update(message);
  if (await noteUpdated(ctx.db, card, { ...shown, at: ctx.now() })) return true;
  await later(ctx, { ...card, urgent: true }, LOOK_AGAIN_MS);
  return false;
}

/** @returns false when it was not its turn, or another one's claim holds */
async function post(
  ctx: DeliverContext,
  sending: Sending,
  card: CardRow,
  message: CardMessage,
  shown: { hash: string; edge: string },
): Promise<boolean> {
  const wait = claimEndsIn(card, ctx.now());
  if (wait > 0) {
    await later(ctx, card, wait);
    return false;
  }
  const search = card.attemptedAt === null ? [] : [methodLanes.history];
  const lanes = [channelLane(card.channelId), ...search, methodLanes.post];
  if (!(await takeTurn(ctx, sending, lanes))) return false;
  // Before the claim, which lasts as long as one call to Slack may take, not two.
  const found = await findLostPost(ctx, card, message.metadata);
  if (found !== null) {
    await ctx.slack.update({ ...message, ts: found });
    await noteShown(ctx.db, card, { ...shown, ts: found, at: ctx.now() });
    return true;
  }
  if (!(await claimPost(ctx.db, card, ctx.now()))) {
    await later(ctx, card, LOOK_AGAIN_MS);
    return false;
  }
  try {
    const ts = await ctx.slack.post(message);
    await noteShown(ctx.db, card, { ...shown, ts, at: ctx.now() });
    return true;
  } catch (error) {
    await endClaim(ctx, card, error);
    throw error;
  }
}

async function endClaim(ctx: DeliverContext, card: CardRow, error: unknown): Promise<void> {
  if (!(error instanceof SlackError)) return;
  if (error.code === 'lost') await shortenClaim(ctx.db, card, ctx.now());
  else await releasePost(ctx.db, card);
}

/** An earlier post's answer was lost: it may be in the channel. Slack has no idempotency key for posts. */
async function findLostPost(
  ctx: DeliverContext,
  card: CardRow,
  metadata: NonNullable<OutgoingMessage['metadata']>,
): Promise<string | null> {
  if (card.attemptedAt === null) return null;
  const began = card.postingSince ?? card.createdAt;
  return ctx.slack.findByMetadata(card.channelId, metadata, {
    since: new Date(began.getTime() - CLOCKS_APART_MS),
    until: new Date(card.attemptedAt.getTime() + ARRIVES_WITHIN_MS + CLOCKS_APART_MS),
  });
}

async function later(
  { queue, db }: DeliverContext,
  { pipelineId, channelId, urgent = false }: JobData['deliver-card'],
  waitMs: number,
): Promise<void> {
  const key = `${pipelineId}:${channelId}`;
  const data = { pipelineId, channelId, ...(urgent ? { urgent } : {}) };
  await queue.add(db, 'deliver-card', data, { key, afterSeconds: waitMs / 1000 });
}

/** Names the card for whoever looks for it in the channel's history. Visible to the workspace's apps: ids only. */
function metadataOf(pipelineId: string) {
  return { event_type: 'circleci_card_posted', event_payload: { pipeline_id: pipelineId } };
}

function hashOf(locale: Locale, card: { text: string; blocks: readonly object[] }): string {
  return createHash('sha256')
    .update(JSON.stringify([locale, card.text, card.blocks]))
    .digest('base64url');
}
