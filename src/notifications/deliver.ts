import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { Locale } from '../domain/locale.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import { repliesOfCard } from '../failures/replies-follow.ts';
import { noticesOfCard } from '../notices/follow.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import type { OutgoingMessage } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderCard } from '../views/card.ts';
import {
  type CardRow,
  claimEndsIn,
  claimPost,
  loadCard,
  noteProblem,
  noteShown,
  releasePost,
  shortenClaim,
} from './card-store.ts';
import { waitBeforeUpdate } from './pace.ts';

type DeliverContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now'>;

/** Slack's codes for "this channel cannot be written to": noted, and not tried again until something is asked there. */
export const CHANNEL_CLOSED: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
]);
/** Slack's codes for "that message is gone": someone deleted it, and it stays deleted. */
export const MESSAGE_GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/** Someone else claimed the card in the same moment; by then they have posted it, as a rule. */
const LOOK_AGAIN_MS = 1_000;
/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Makes Slack show one card as the stored state says: nothing there, post; something else there, update; the same,
 * nothing. One call to Slack, two where the answer to an earlier post was lost. Runs as a job, one at a time per card.
 *
 * @throws SlackError when Slack could not be reached or has had enough; the queue tries again later
 */
export async function deliverCard(
  ctx: DeliverContext,
  { pipelineId, channelId }: JobData['deliver-card'],
): Promise<void> {
  const card = await loadCard(ctx.db, pipelineId, channelId);
  if (card === null || card.problem !== null) return;
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return;
  const { locale } = await channelSettings(ctx, channelId);
  const wanted = renderCard(snapshot, { locale, mutedBy: card.mutedBy });
  const shown = { hash: hashOf(locale, wanted), edge: wanted.edge };
  if (card.shownHash === shown.hash) {
    await repliesOfCard(ctx, snapshot, channelId);
    await noticesOfCard(ctx, pipelineId, channelId);
    return;
  }
  const wait = waitBeforeUpdate(card, shown.edge, ctx.now(), isSettled(snapshot));
  if (wait > 0) {
    await later(ctx, { pipelineId, channelId }, wait);
    return;
  }
  const message = {
    channel: channelId,
    text: wanted.text,
    blocks: wanted.blocks,
    metadata: metadataOf(pipelineId),
  };
  try {
    if (card.messageTs === null) await post(ctx, card, message, shown);
    else {
      await ctx.slack.update({ ...message, ts: card.messageTs });
      await noteShown(ctx.db, card, { ...shown, ts: card.messageTs, at: ctx.now() });
    }
    await repliesOfCard(ctx, snapshot, channelId);
    if (card.messageTs === null) await noticesOfCard(ctx, pipelineId, channelId);
  } catch (error) {
    await takeRefusal(ctx, card, error);
  }
}

async function post(
  ctx: DeliverContext,
  card: CardRow,
  message: OutgoingMessage & { readonly metadata: NonNullable<OutgoingMessage['metadata']> },
  shown: { hash: string; edge: string },
): Promise<void> {
  const wait = claimEndsIn(card, ctx.now());
  if (wait > 0) {
    await later(ctx, card, wait);
    return;
  }
  // Before the claim, which lasts as long as one call to Slack may take, not two.
  const found = await findLostPost(ctx, card, message.metadata);
  if (found !== null) {
    await ctx.slack.update({ ...message, ts: found });
    await noteShown(ctx.db, card, { ...shown, ts: found, at: ctx.now() });
    return;
  }
  if (!(await claimPost(ctx.db, card, ctx.now()))) {
    await later(ctx, card, LOOK_AGAIN_MS);
    return;
  }
  try {
    const ts = await ctx.slack.post(message);
    await noteShown(ctx.db, card, { ...shown, ts, at: ctx.now() });
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
  const since = new Date(card.createdAt.getTime() - CLOCKS_APART_MS);
  return ctx.slack.findByMetadata(card.channelId, metadata, since);
}

/** What Slack's refusal means for this card. Whatever may pass by itself is thrown on, for the queue to try again. */
async function takeRefusal(ctx: DeliverContext, card: CardRow, error: unknown): Promise<void> {
  if (!(error instanceof SlackError) || error.code === 'lost') throw error;
  if (error.code === 'rate_limited') {
    await later(ctx, card, (error.retryAfterSeconds ?? 1) * 1000);
    return;
  }
  const reason = error.slackCode;
  if (
    reason === null ||
    !(CHANNEL_CLOSED.has(reason) || (card.messageTs !== null && MESSAGE_GONE.has(reason)))
  ) {
    throw error;
  }
  await noteProblem(ctx.db, card, reason);
  ctx.log.warn(
    { channel: card.channelId, pipeline: card.pipelineId, reason },
    'the card cannot be shown in this channel any more',
  );
}

async function later(
  { queue, db }: DeliverContext,
  { pipelineId, channelId }: JobData['deliver-card'],
  waitMs: number,
): Promise<void> {
  const key = `${pipelineId}:${channelId}`;
  await queue.add(db, 'deliver-card', { pipelineId, channelId }, { key, afterSeconds: waitMs / 1000 });
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
