import { z } from 'zod';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { channelSettings } from '../preferences/channels.ts';
import { projectLabels } from '../runs/project-names.ts';
import { CHANNEL_CLOSED, closeChannel, isClosed } from '../sending/closed-channels.ts';
import { channelLane, heldLanes, holdLane, methodLanes, reserve } from '../sending/lanes.ts';
import type { OutgoingMessage } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { overBudgetText } from '../views/over-budget.ts';
import { projectNewsText } from '../views/project-news.ts';
import {
  BULLETIN_LEASE_MS,
  type Bulletin,
  claimBulletin,
  closeBulletin,
  dueIn,
  loadBulletin,
  noteBulletin,
  releaseBulletin,
} from './bulletin-store.ts';
import { composeDigest } from './compose.ts';

type DeliverContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'now'>;
type Message = OutgoingMessage & Required<Pick<OutgoingMessage, 'metadata'>>;

/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;
/** For the log and for whoever looks into the table: there was nothing left to tell. */
const NOTHING = 'nothing_to_tell';
const LOOK_AT_CLOSED_MS = 600_000;

/**
 * Posts one message of a channel at its time, once, whatever is lost on the way. Runs as a job. A digest of which
 * nothing is left, because everything has its card by now or was unsubscribed from, is not posted.
 *
 * @throws SlackError when Slack could not be reached; the queue tries again later
 */
export async function deliverBulletin(
  ctx: DeliverContext,
  { bulletinId }: JobData['post-bulletin'],
): Promise<void> {
  const bulletin = await loadBulletin(ctx.db, bulletinId);
  if (bulletin === null || bulletin.messageTs !== null || bulletin.problem !== null) return;
  const wait = dueIn(bulletin, ctx.now());
  if (wait > 0) {
    await later(ctx, bulletin, wait);
    return;
  }
  const hold = await heldFor(ctx, bulletin.channelId);
  if (hold > 0) {
    await later(ctx, bulletin, hold);
    return;
  }
  await closeBulletin(ctx.db, bulletin.id);
  const wanted = await compose(ctx, bulletin);
  if (wanted === null) {
    await noteBulletin(ctx.db, bulletin.id, { problem: NOTHING });
    return;
  }
  const metadata = {
    event_type: 'circleci_bulletin_posted',
    event_payload: { bulletin_id: bulletin.id },
  };
  try {
    await post(ctx, bulletin, { ...wanted, channel: bulletin.channelId, metadata });
  } catch (error) {
    await takeRefusal(ctx, bulletin, error);
  }
}

/** @returns milliseconds for which Slack takes nothing for this channel */
async function heldFor(ctx: DeliverContext, channelId: string): Promise<number> {
  if (await isClosed(ctx, channelId)) return LOOK_AT_CLOSED_MS;
  const lanes = [channelLane(channelId), methodLanes.post];
  const held = await heldLanes(
    ctx.db,
    lanes.map(({ key }) => key),
  );
  return Math.max(0, ...held.values());
}

const OverBudget = z.object({ project: z.string(), budget: z.number(), due: z.string() });
const ProjectNews = z.discriminatedUnion('news', [
  z.object({ news: z.literal('renamed'), from: z.string(), to: z.string() }),
  z.object({ news: z.literal('gone'), project: z.string() }),
]);

async function compose(
  ctx: DeliverContext,
  { id, kind, channelId, about }: Bulletin,
): Promise<Pick<OutgoingMessage, 'text' | 'blocks'> | null> {
  const { locale } = await channelSettings(ctx, channelId);
  if (kind === 'digest') return composeDigest(ctx, id, locale);
  if (kind === 'project') {
    const news = ProjectNews.safeParse(about);
    return news.success ? { text: projectNewsText(news.data, locale) } : null;
  }
  const read = OverBudget.safeParse(about);
  if (!read.success) return null;
  const { project } = read.data;
  const label = (await projectLabels(ctx.db, [project]))(project);
  return { text: overBudgetText({ ...read.data, label }, locale) };
}

async function post(ctx: DeliverContext, bulletin: Bulletin, message: Message): Promise<void> {
  if (!(await claimBulletin(ctx.db, bulletin.id, ctx.now()))) {
    await later(ctx, bulletin, BULLETIN_LEASE_MS);
    return;
  }
  // One an hour at most: it need not wait for its turn, and the cards after it make room.
  for (const lane of [channelLane(bulletin.channelId), methodLanes.post]) await reserve(ctx.db, lane, true);
  const ts = (await findLostPost(ctx, bulletin, message)) ?? (await ctx.slack.post(message));
  await noteBulletin(ctx.db, bulletin.id, { message_ts: ts });
}

/** An earlier post's answer was lost: it may be in the channel. Slack has no idempotency key for posts. */
async function findLostPost(
  { slack }: DeliverContext,
  { attemptedAt, closedAt }: Bulletin,
  { channel, metadata }: Message,
): Promise<string | null> {
  if (attemptedAt === null || closedAt === null) return null;
  // It was closed before the first try. Not from when it was made: of a weekly digest that is a week of messages ago.
  const since = new Date(closedAt.getTime() - CLOCKS_APART_MS);
  const until = new Date(attemptedAt.getTime() + BULLETIN_LEASE_MS + CLOCKS_APART_MS);
  return slack.findByMetadata(channel, metadata, { since, until });
}

/** What Slack's refusal means. Whatever may pass by itself is thrown on, for the queue to try again. */
async function takeRefusal(ctx: DeliverContext, bulletin: Bulletin, error: unknown): Promise<void> {
  if (!(error instanceof SlackError) || error.code === 'lost') throw error;
  await releaseBulletin(ctx.db, bulletin);
  if (error.code === 'rate_limited') {
    const seconds = error.retryAfterSeconds ?? 1;
    await holdLane(ctx.db, channelLane(bulletin.channelId).key, seconds);
    await later(ctx, bulletin, seconds * 1000);
    return;
  }
  const reason = error.slackCode ?? '';
  if (!CHANNEL_CLOSED.has(reason)) throw error;
  // It comes when the channel is open again.
  await closeChannel(ctx, bulletin.channelId, reason);
  await later(ctx, bulletin, LOOK_AT_CLOSED_MS);
}

async function later({ queue, db }: DeliverContext, { id }: Bulletin, waitMs: number): Promise<void> {
  await queue.add(db, 'post-bulletin', { bulletinId: id }, { key: id, afterSeconds: waitMs / 1000 });
}
