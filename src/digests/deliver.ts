import { z } from 'zod';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { channelSettings } from '../preferences/channels.ts';
import { CHANNEL_CLOSED } from '../sending/closed-channels.ts';
import { sendingJob } from '../sending/jobs.ts';
import { lanesOf, type Once, postOnce } from '../sending/post-once.ts';
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
import { overBudgetText } from '../views/over-budget.ts';
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

type DeliverContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now'>;

/** For the log and for whoever looks into the table: there was nothing left to tell. */
const NOTHING = 'nothing_to_tell';

/**
 * Posts one message of a channel at its time, once, whatever is lost on the way. Runs as a job. A digest of which
 * nothing is left, because everything has its card by now or was unsubscribed from, is not posted.
 *
 * When Slack does not take it, or it is not its turn, the job comes again, see `sending/send.ts`.
 *
 * @throws GiveUp when Slack did not take it in five tries
 */
export async function deliverBulletin(ctx: DeliverContext, data: JobData['post-bulletin']): Promise<void> {
  const bulletin = await loadBulletin(ctx.db, data.bulletinId);
  if (bulletin === null || bulletin.messageTs !== null || bulletin.problem !== null) return;
  const wait = dueIn(bulletin, ctx.now());
  if (wait > 0) {
    await later(ctx, data, wait);
    return;
  }
  const sending = await openSending(ctx, sendingJob(data), data);
  if (sending === null) return;
  await closeBulletin(ctx.db, bulletin.id);
  const wanted = await compose(ctx, bulletin);
  if (wanted === null) {
    await noteBulletin(ctx.db, bulletin.id, { problem: NOTHING });
    await settled(ctx, sending);
    return;
  }
  const metadata = {
    event_type: 'circleci_bulletin_posted',
    event_payload: { bulletin_id: bulletin.id },
  };
  try {
    await post(ctx, sending, data, bulletin, { ...wanted, channel: bulletin.channelId, metadata });
  } catch (error) {
    await notSent(ctx, sending, error);
  }
}

const OverBudget = z.object({ project: z.string(), budget: z.number(), due: z.string() });

async function compose(
  ctx: DeliverContext,
  { id, kind, channelId, about }: Bulletin,
): Promise<Pick<OutgoingMessage, 'text' | 'blocks'> | null> {
  const { locale } = await channelSettings(ctx, channelId);
  if (kind === 'digest') return composeDigest(ctx, id, locale);
  const read = OverBudget.safeParse(about);
  return read.success ? { text: overBudgetText(read.data, locale) } : null;
}

async function post(
  ctx: DeliverContext,
  sending: Sending,
  data: JobData['post-bulletin'],
  bulletin: Bulletin,
  message: Once,
): Promise<void> {
  if (!(await takeTurn(ctx, sending, lanesOf(bulletin, message)))) return;
  const slot = {
    attemptedAt: bulletin.attemptedAt,
    // It is closed before the first try. Not from when it was made: of a weekly digest that is a week of messages ago.
    since: bulletin.closedAt ?? ctx.now(),
    against: null,
    claim: () => claimBulletin(ctx.db, bulletin.id, ctx.now()),
    release: () => releaseBulletin(ctx.db, bulletin),
  };
  const ended = await postOnce(ctx, slot, message, BULLETIN_LEASE_MS);
  if (ended.end === 'taken') return later(ctx, data, BULLETIN_LEASE_MS);
  if (ended.end === 'posted') {
    await noteBulletin(ctx.db, bulletin.id, { message_ts: ended.ts });
    await sent(ctx, sending, 'reply');
    return;
  }
  const { reason } = ended;
  await noteBulletin(ctx.db, bulletin.id, { problem: reason });
  if (CHANNEL_CLOSED.has(reason)) await channelRefused(ctx, sending, reason);
  else await settled(ctx, sending);
  ctx.log.warn({ channel: bulletin.channelId, reason }, 'a digest cannot be posted in this channel');
}

async function later(
  { queue, db }: DeliverContext,
  data: JobData['post-bulletin'],
  waitMs: number,
): Promise<void> {
  const { name, key } = sendingJob(data);
  await queue.add(db, name, data, { key, afterSeconds: waitMs / 1000 });
}
