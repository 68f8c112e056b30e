import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { AUTHOR } from '../domain/people-options.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { loadCard } from '../notifications/card-store.ts';
import { findPeople } from '../people/find-people.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
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
import { SlackError } from '../slack/slack-error.ts';
import { renderNotice } from '../views/notice.ts';
import { NEWS_MS } from './follow.ts';
import { postOnce, type Reply } from './post-once.ts';
import {
  claimNotice,
  loadNotice,
  NOTICE_LEASE_MS,
  type Notice,
  notePosted,
  noteSettled,
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
  if (sending !== null && (await tell(ctx, sending, data)) === 'settled') await settled(ctx, sending);
}

/** @returns `settled` when there is nothing to tell, or not any more */
async function tell(
  ctx: NoticeContext,
  sending: Sending,
  data: JobData['deliver-notice'],
): Promise<'settled' | 'under-way'> {
  const { pipelineId, channelId, kind, about } = data;
  const card = await loadCard(ctx.db, pipelineId, channelId);
  // A card that is not out yet asks for its notices when it is.
  if (card === null || card.messageTs === null) return 'settled';
  const notice = await loadNotice(ctx.db, data);
  if (notice === null || notice.messageTs !== null || notice.problem !== null) return 'settled';
  const against = card.problem ?? reasonAgainst(ctx, notice, card.mutedBy);
  // What may have been posted before is looked for even when it would not be posted any more.
  if (against !== null && notice.attemptedAt === null) return settle(ctx, notice, against);
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return 'settled';
  const mentions = await mentionedIn(ctx, snapshot, notice);
  if (mentions === 'later') return later(ctx, data, NOTICE_LEASE_MS);
  if (!notice.broadcast && mentions.length === 0) return settle(ctx, notice, 'nobody');
  const { locale } = await channelSettings(ctx, channelId);
  return post(
    ctx,
    sending,
    data,
    { ...notice, against },
    {
      ...renderNotice({ snapshot, kind, about, mentions }, locale),
      channel: channelId,
      threadTs: card.messageTs,
      broadcast: notice.broadcast,
      metadata: {
        event_type: 'circleci_notice_posted',
        event_payload: { pipeline_id: pipelineId, kind, about },
      },
    },
  );
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

async function settle(ctx: NoticeContext, notice: Notice, problem: string): Promise<'settled'> {
  await noteSettled(ctx.db, notice, problem);
  return 'settled';
}

async function post(
  ctx: NoticeContext,
  sending: Sending,
  data: JobData['deliver-notice'],
  notice: Notice & { readonly against: string | null },
  reply: Reply,
): Promise<'settled' | 'under-way'> {
  const search = notice.attemptedAt === null ? [] : [methodLanes.replies];
  const lanes = [channelLane(data.channelId), ...search, methodLanes.post];
  if (!(await takeTurn(ctx, sending, lanes))) return 'under-way';
  const slot = {
    attemptedAt: notice.attemptedAt,
    createdAt: notice.createdAt,
    against: notice.against,
    claim: () => claimNotice(ctx.db, notice, ctx.now()),
    release: () => releaseNotice(ctx.db, notice),
  };
  try {
    const ended = await postOnce(ctx, slot, reply, NOTICE_LEASE_MS);
    if (ended.end === 'taken') return await later(ctx, data, NOTICE_LEASE_MS);
    if (ended.end === 'closed') await channelRefused(ctx, sending, ended.reason);
    if (ended.end !== 'posted') return await settle(ctx, notice, ended.reason);
    await notePosted(ctx.db, notice, ended.ts);
    await sent(ctx, sending, 'reply');
  } catch (error) {
    await notSent(ctx, sending, error);
  }
  return 'under-way';
}

async function later(
  { queue, db }: NoticeContext,
  data: JobData['deliver-notice'],
  waitMs: number,
): Promise<'under-way'> {
  const { name, key } = sendingJob(data);
  await queue.add(db, name, data, { key, afterSeconds: waitMs / 1000 });
  return 'under-way';
}
