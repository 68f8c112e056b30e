import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { AUTHOR } from '../domain/people-options.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { loadCard } from '../notifications/card-store.ts';
import { findPeople } from '../people/find-people.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderNotice } from '../views/notice.ts';
import { NEWS_MS } from './follow.ts';
import { postOnce, type Reply } from './post-once.ts';
import {
  claimNotice,
  jobKeyOf,
  NOTICE_LEASE_MS,
  type Notice,
  notePosted,
  noteSettled,
  noticesOf,
  releaseNotice,
} from './store.ts';

type NoticeContext = Pick<Context, 'config' | 'db' | 'queue' | 'slack' | 'log' | 'now'>;

/**
 * Tells an edge, or mentions whoever is to be mentioned, in the thread of one card: once, and only while it is news.
 * An update of the card itself would notify nobody. Runs as a job, one at a time per notice.
 *
 * @throws SlackError when Slack could not be reached; the queue tries again later
 */
export async function deliverNotice(ctx: NoticeContext, data: JobData['deliver-notice']): Promise<void> {
  const { pipelineId, channelId, kind, about } = data;
  const card = await loadCard(ctx.db, pipelineId, channelId);
  // A card that is not out yet asks for its notices when it is.
  if (card === null || card.messageTs === null) return;
  const all = await noticesOf(ctx.db, pipelineId);
  const notice = all.find((one) => jobKeyOf(one) === jobKeyOf(data));
  if (notice === undefined || notice.messageTs !== null || notice.problem !== null) return;
  const against = card.problem ?? reasonAgainst(ctx, notice, card.mutedBy);
  // What may have been posted before is looked for even when it would not be posted any more.
  if (against !== null && notice.attemptedAt === null) return noteSettled(ctx.db, notice, against);
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return;
  const mentions = await mentionedIn(ctx, snapshot, notice);
  if (mentions === 'later') return later(ctx, data, NOTICE_LEASE_MS);
  if (!notice.broadcast && mentions.length === 0) return noteSettled(ctx.db, notice, 'nobody');
  const { locale } = await channelSettings(ctx, channelId);
  await post(
    ctx,
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

async function post(
  ctx: NoticeContext,
  data: JobData['deliver-notice'],
  notice: Notice & { readonly against: string | null },
  reply: Reply,
): Promise<void> {
  const slot = {
    attemptedAt: notice.attemptedAt,
    createdAt: notice.createdAt,
    against: notice.against,
    claim: () => claimNotice(ctx.db, notice, ctx.now()),
    release: () => releaseNotice(ctx.db, notice),
  };
  const ended = await postOnce(ctx, slot, reply, NOTICE_LEASE_MS);
  if (ended.end === 'posted') return notePosted(ctx.db, notice, ended.ts);
  if (ended.end === 'wait') return later(ctx, data, ended.milliseconds);
  await noteSettled(ctx.db, notice, ended.reason);
  ctx.log.warn(
    { channel: data.channelId, pipeline: data.pipelineId, reason: ended.reason },
    'nothing more can be told in this thread',
  );
}

async function later(
  { queue, db }: NoticeContext,
  data: JobData['deliver-notice'],
  waitMs: number,
): Promise<void> {
  await queue.add(db, 'deliver-notice', data, { key: jobKeyOf(data), afterSeconds: waitMs / 1000 });
}
