import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { AUTHOR } from '../domain/people-options.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { loadCard } from '../notifications/card-store.ts';
import { findPeople } from '../people/find-people.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import { CHANNEL_CLOSED } from '../sending/closed-channels.ts';
import { sendingJob } from '../sending/jobs.ts';
import { lanesOf, postOnce, type Reply } from '../sending/post-once.ts';
import {
  channelRefused,
  notSent,
  openSending,
  type Sending,
  sent,
  settled,
  takeTurn,
} from '../sending/send.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderNotice } from '../views/notice.ts';
import { NEWS_MS } from './follow.ts';
import {
  claimNotice,
  NOTICE_LEASE_MS,
  type Notice,
  notePosted,
  noteSettled,
  noticesOf,
  releaseNotice,
} from './store.ts';

type NoticeContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now'>;

/**
 * Tells an edge, or mentions whoever is to be mentioned, in the thread of one card: once, and only while it is news.
 * An update of the card itself would notify nobody. Runs as a job, one at a time per notice.
 *
 * When Slack does not take it, or it is not its turn, the job comes again, see `sending/send.ts`.
 *
 * @throws GiveUp when Slack did not take it in five tries
 */
export async function deliverNotice(ctx: NoticeContext, data: JobData['deliver-notice']): Promise<void> {
  const sending = await openSending(ctx, sendingJob(data), data);
  if (sending === null) return;
  const { pipelineId, channelId, kind, about } = data;
  const card = await loadCard(ctx.db, pipelineId, channelId);
  // A card that is not out yet asks for its notices when it is.
  if (card === null || card.messageTs === null) return;
  const all = await noticesOf(ctx.db, pipelineId);
  const notice = all.find((one) => one.channelId === channelId && one.kind === kind && one.about === about);
  if (notice === undefined || notice.messageTs !== null || notice.problem !== null) return;
  const against = card.problem ?? reasonAgainst(ctx, notice, card.mutedBy);
  const settle = async (reason: string) => {
    await noteSettled(ctx.db, notice, reason);
    await settled(ctx, sending);
  };
  // What may have been posted before is looked for even when it would not be posted any more.
  if (against !== null && notice.attemptedAt === null) return settle(against);
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return;
  const mentions = await mentionedIn(ctx, snapshot, notice);
  if (mentions === 'later') return later(ctx, data, NOTICE_LEASE_MS);
  if (!notice.broadcast && mentions.length === 0) return settle('nobody');
  const { locale } = await channelSettings(ctx, channelId);
  const message = {
    ...renderNotice({ snapshot, kind, about, mentions }, locale),
    channel: channelId,
    threadTs: card.messageTs,
    broadcast: notice.broadcast,
    metadata: {
      event_type: 'circleci_notice_posted',
      event_payload: { pipeline_id: pipelineId, kind, about },
    },
  };
  try {
    await post(ctx, sending, data, { ...notice, against }, message);
  } catch (error) {
    await notSent(ctx, sending, error);
  }
}

function reasonAgainst(
  { now }: Pick<Context, 'now'>,
  { happenedAt }: Notice,
  mutedBy: string | null,
): string | null {
  if (mutedBy !== null) return 'muted';
  return now().getTime() - happenedAt.getTime() > NEWS_MS ? 'late' : null;
}

/** Who the author is in Slack may have to be asked; without an answer the news goes out without them. */
async function mentionedIn(
  ctx: NoticeContext,
  snapshot: PipelineSnapshot,
  { mentions }: Notice,
): Promise<readonly string[] | 'later'> {
  if (!mentions.includes(AUTHOR)) return mentions;
  try {
    const { author, starter } = await findPeople(ctx, snapshot);
    const named = mentions.map((whom) => (whom === AUTHOR ? (author ?? starter) : whom));
    return [...new Set(named.filter((user) => user !== null))];
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (error.code === 'rate_limited') return 'later';
    ctx.log.warn({ err: error, pipeline: snapshot.id }, 'Slack did not say who the author is');
    return mentions.filter((whom) => whom !== AUTHOR);
  }
}

async function post(
  ctx: NoticeContext,
  sending: Sending,
  data: JobData['deliver-notice'],
  notice: Notice & { readonly against: string | null },
  reply: Reply,
): Promise<void> {
  if (!(await takeTurn(ctx, sending, lanesOf(notice, reply)))) return;
  const slot = {
    attemptedAt: notice.attemptedAt,
    since: notice.createdAt,
    against: notice.against,
    claim: () => claimNotice(ctx.db, notice, ctx.now()),
    release: () => releaseNotice(ctx.db, notice),
  };
  const ended = await postOnce(ctx, slot, reply, NOTICE_LEASE_MS);
  if (ended.end === 'taken') return later(ctx, data, NOTICE_LEASE_MS);
  if (ended.end === 'posted') {
    await notePosted(ctx.db, notice, ended.ts);
    await sent(ctx, sending, 'reply');
    return;
  }
  await noteSettled(ctx.db, notice, ended.reason);
  if (CHANNEL_CLOSED.has(ended.reason)) await channelRefused(ctx, sending, ended.reason);
  else await settled(ctx, sending);
  const about = { channel: data.channelId, pipeline: data.pipelineId, reason: ended.reason };
  ctx.log.warn(about, 'nothing more can be told in this thread');
}

async function later(
  { queue, db }: NoticeContext,
  data: JobData['deliver-notice'],
  waitMs: number,
): Promise<void> {
  const { name, key } = sendingJob(data);
  await queue.add(db, name, data, { key, afterSeconds: waitMs / 1000 });
}
