import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { isQuiet } from '../notices/quiet.ts';
import { type CardRow, loadCard } from '../notifications/card-store.ts';
import { MESSAGE_GONE } from '../notifications/take-refusal.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import { CHANNEL_CLOSED } from '../sending/closed-channels.ts';
import { sendingJob } from '../sending/jobs.ts';
import { channelLane, methodLanes } from '../sending/lanes.ts';
import {
  channelRefused,
  notSent,
  openSending,
  type Sending,
  sent,
  settled,
  takeTurn,
} from '../sending/send.ts';
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

type DeliverContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now'>;
type Message = OutgoingMessage & Required<Pick<OutgoingMessage, 'threadTs' | 'metadata'>>;

/** Slack's codes for "there is no such thread": someone deleted the card, and what belongs to it stays away too. */
const THREAD_GONE = new Set(['thread_not_found', 'cannot_reply_to_message', 'message_not_found']);
/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Makes the thread of one card say why a workflow failed: nothing there, post; something else there, update; the
 * same, nothing. Runs as a job, at most one at a time per reply.
 *
 * When Slack does not take it, or it is not its turn, the job comes again, see `sending/send.ts`.
 *
 * @throws GiveUp when Slack did not take it in five tries
 */
export async function deliverFailure(ctx: DeliverContext, data: JobData['deliver-failure']): Promise<void> {
  const sending = await openSending(ctx, sendingJob(data), data);
  if (sending === null) return;
  const card = await loadCard(ctx.db, data.pipelineId, data.channelId);
  const wanted = await wantedReply(ctx, data, card);
  if (card === null || card.messageTs === null || wanted === null) {
    await settled(ctx, sending);
    return;
  }
  const reply = await openReply(ctx.db, data, ctx.now());
  const hash = hashOf(wanted);
  if (reply === null || reply.problem !== null || reply.shownHash === hash) {
    await settled(ctx, sending);
    return;
  }
  const message = {
    ...wanted,
    channel: data.channelId,
    threadTs: card.messageTs,
    metadata: { event_type: 'circleci_failure_posted', event_payload: { workflow_id: data.workflowId } },
  };
  try {
    if (reply.messageTs === null) await post(ctx, sending, data, reply, message, hash);
    else if (await takeTurn(ctx, sending, [methodLanes.update])) {
      await ctx.slack.update({ ...message, ts: reply.messageTs });
      await noteReply(ctx.db, reply, reply.messageTs, hash);
      await sent(ctx, sending, 'reply');
    }
  } catch (error) {
    await takeRefusal(ctx, sending, reply, error);
  }
}

/** @returns null when there is nothing to show */
async function wantedReply(
  ctx: DeliverContext,
  data: JobData['deliver-failure'],
  card: CardRow | null,
): Promise<(Pick<OutgoingMessage, 'text'> & Required<Pick<OutgoingMessage, 'blocks'>>) | null> {
  // A card that is not out yet asks for its replies when it is.
  if (card === null || card.messageTs === null || card.problem !== null) return null;
  const snapshot = await loadSnapshot(ctx, ctx.db, data.pipelineId);
  const failure = snapshot?.failures?.find(({ workflowId }) => workflowId === data.workflowId);
  if (snapshot === null || failure === undefined) return null;
  // What is there is kept true; nothing is added to a thread that is to be quiet.
  if (!(await hasReply(ctx.db, data)) && (await isQuiet(ctx, snapshot, card))) return null;
  const { locale } = await channelSettings(ctx, data.channelId);
  return renderFailureReply(snapshot, failure, locale);
}

async function post(
  ctx: DeliverContext,
  sending: Sending,
  data: JobData['deliver-failure'],
  reply: ReplyRow,
  message: Message,
  hash: string,
): Promise<void> {
  const search = reply.attemptedAt === null ? [] : [methodLanes.replies];
  const lanes = [channelLane(data.channelId), ...search, methodLanes.post];
  if (!(await takeTurn(ctx, sending, lanes))) return;
  if (!(await claimReply(ctx.db, reply, ctx.now()))) {
    await later(ctx, data, REPLY_LEASE_MS);
    return;
  }
  const found = await findLostReply(ctx, reply, message);
  if (found !== null) await ctx.slack.update({ ...message, ts: found });
  await noteReply(ctx.db, reply, found ?? (await ctx.slack.post(message)), hash);
  await sent(ctx, sending, 'reply');
}

/** An earlier post's answer was lost: it may be in the thread. Slack has no idempotency key for posts. */
async function findLostReply(
  { slack }: DeliverContext,
  reply: ReplyRow,
  { channel, threadTs, metadata }: Message,
): Promise<string | null> {
  if (reply.attemptedAt === null) return null;
  const since = new Date(reply.createdAt.getTime() - CLOCKS_APART_MS);
  const until = new Date(reply.attemptedAt.getTime() + REPLY_LEASE_MS + CLOCKS_APART_MS);
  return slack.findReplyByMetadata({ channel, threadTs }, metadata, { since, until });
}

/** What Slack's refusal means for this reply. */
async function takeRefusal(
  ctx: DeliverContext,
  sending: Sending,
  reply: ReplyRow,
  error: unknown,
): Promise<void> {
  const isAnswered = error instanceof SlackError && error.code !== 'lost';
  if (isAnswered && reply.messageTs === null) await releaseReply(ctx.db, reply);
  const reason = isAnswered && error.code === 'refused' ? (error.slackCode ?? '') : '';
  const isGone = reply.messageTs === null ? THREAD_GONE.has(reason) : MESSAGE_GONE.has(reason);
  const isClosed = CHANNEL_CLOSED.has(reason);
  if (!isGone && !isClosed) {
    await notSent(ctx, sending, error);
    return;
  }
  await noteReplyProblem(ctx.db, reply, reason);
  if (isClosed) await channelRefused(ctx, sending, reason);
  else await settled(ctx, sending);
  const about = { channel: reply.channelId, workflow: reply.workflowId, reason };
  ctx.log.warn(about, 'why a workflow failed cannot be shown in this thread any more');
}

async function later(ctx: DeliverContext, data: JobData['deliver-failure'], waitMs: number): Promise<void> {
  const key = `${data.workflowId}:${data.channelId}`;
  await ctx.queue.add(ctx.db, 'deliver-failure', data, { key, afterSeconds: waitMs / 1000 });
}

function hashOf(wanted: { text: string; blocks: readonly object[] }): string {
  return createHash('sha256').update(JSON.stringify(wanted)).digest('base64url');
}
