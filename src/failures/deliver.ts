import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { isQuiet } from '../notices/quiet.ts';
import { loadCard } from '../notifications/card-store.ts';
import { CHANNEL_CLOSED, MESSAGE_GONE } from '../notifications/deliver.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import type { OutgoingMessage } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderFailureReply } from '../views/failure-reply.ts';
import {
  claimReply,
  hasReply,
  noteReply,
  noteReplyProblem,
  openReply,
  REPLY_LEASE_MS,
  type ReplyRow,
  releaseReply,
} from './reply-store.ts';

type DeliverContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'now'>;
type Message = OutgoingMessage & Required<Pick<OutgoingMessage, 'threadTs' | 'metadata'>>;

/** Slack's codes for "there is no such thread": someone deleted the card, and what belongs to it stays away too. */
const THREAD_GONE = new Set(['thread_not_found', 'cannot_reply_to_message', 'message_not_found']);
/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Makes the thread of one card say why a workflow failed: nothing there, post; something else there, update; the
 * same, nothing. Runs as a job, at most one at a time per reply.
 *
 * @throws SlackError when Slack could not be reached; the queue tries again later
 */
export async function deliverFailure(ctx: DeliverContext, data: JobData['deliver-failure']): Promise<void> {
  const card = await loadCard(ctx.db, data.pipelineId, data.channelId);
  // A card that is not out yet asks for its replies when it is.
  if (card === null || card.messageTs === null || card.problem !== null) return;
  const snapshot = await loadSnapshot(ctx, ctx.db, data.pipelineId);
  const failure = snapshot?.failures?.find(({ workflowId }) => workflowId === data.workflowId);
  if (snapshot === null || failure === undefined) return;
  // What is there is kept true; nothing is added to a thread that is to be quiet.
  if (!(await hasReply(ctx.db, data)) && (await isQuiet(ctx, snapshot, card))) return;
  const { locale } = await channelSettings(ctx, data.channelId);
  const wanted = renderFailureReply(snapshot, failure, locale);
  const reply = await openReply(ctx.db, data, ctx.now());
  const hash = hashOf(wanted);
  if (reply === null || reply.problem !== null || reply.shownHash === hash) return;
  const message = {
    ...wanted,
    channel: data.channelId,
    threadTs: card.messageTs,
    metadata: { event_type: 'circleci_failure_posted', event_payload: { workflow_id: data.workflowId } },
  };
  try {
    if (reply.messageTs === null) await post(ctx, data, reply, message, hash);
    else {
      await ctx.slack.update({ ...message, ts: reply.messageTs });
      await noteReply(ctx.db, reply, reply.messageTs, hash);
    }
  } catch (error) {
    await takeRefusal(ctx, data, reply, error);
  }
}

async function post(
  ctx: DeliverContext,
  data: JobData['deliver-failure'],
  reply: ReplyRow,
  message: Message,
  hash: string,
): Promise<void> {
  if (!(await claimReply(ctx.db, reply, ctx.now()))) {
    await later(ctx, data, REPLY_LEASE_MS);
    return;
  }
  const found = await findLostReply(ctx, reply, message);
  if (found !== null) await ctx.slack.update({ ...message, ts: found });
  await noteReply(ctx.db, reply, found ?? (await ctx.slack.post(message)), hash);
}

/** An earlier post's answer was lost: it may be in the thread. Slack has no idempotency key for posts. */
async function findLostReply(
  { slack }: DeliverContext,
  reply: ReplyRow,
  { channel, threadTs, metadata }: Message,
): Promise<string | null> {
  if (reply.attemptedAt === null) return null;
  const since = new Date(reply.createdAt.getTime() - CLOCKS_APART_MS);
  return slack.findReplyByMetadata({ channel, threadTs }, metadata, since);
}

/** What Slack's refusal means for this reply. Whatever may pass by itself is thrown on, for the queue to try again. */
async function takeRefusal(
  ctx: DeliverContext,
  data: JobData['deliver-failure'],
  reply: ReplyRow,
  error: unknown,
): Promise<void> {
  if (!(error instanceof SlackError) || error.code === 'lost') throw error;
  if (reply.messageTs === null) await releaseReply(ctx.db, reply);
  if (error.code === 'rate_limited') {
    await later(ctx, data, (error.retryAfterSeconds ?? 1) * 1000);
    return;
  }
  const reason = error.slackCode ?? '';
  const isGone = reply.messageTs === null ? THREAD_GONE.has(reason) : MESSAGE_GONE.has(reason);
  if (!isGone && !CHANNEL_CLOSED.has(reason)) throw error;
  await noteReplyProblem(ctx.db, reply, reason);
  const about = { channel: data.channelId, workflow: data.workflowId, reason };
  ctx.log.warn(about, 'why a workflow failed cannot be shown in this thread any more');
}

async function later(ctx: DeliverContext, data: JobData['deliver-failure'], waitMs: number): Promise<void> {
  const key = `${data.workflowId}:${data.channelId}`;
  await ctx.queue.add(ctx.db, 'deliver-failure', data, { key, afterSeconds: waitMs / 1000 });
}

function hashOf(wanted: { text: string; blocks: readonly object[] }): string {
  return createHash('sha256').update(JSON.stringify(wanted)).digest('base64url');
}
