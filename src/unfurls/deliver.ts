import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import { heldLanes, holdLane, reserve } from '../sending/lanes.ts';
import { SlackError } from '../slack/slack-error.ts';
import { renderUnfurl, type Unfurl } from '../views/unfurl.ts';
import { audienceOf, mayShow } from './audience.ts';
import { linkTarget } from './links.ts';
import { type LinkedRun, resolveLink } from './resolve.ts';
import { closeLink, noteShown, noteTarget, noteTry, openLinks, type UnfurlRow } from './store.ts';

type DeliverContext = Pick<
  Context,
  'circleci' | 'config' | 'db' | 'queue' | 'slack' | 'log' | 'metrics' | 'now'
>;
type Message = JobData['deliver-unfurl'];

/** Source: Slack docs, rate limits: chat.unfurl is Tier 3, "50+ per minute" and workspace. */
const LANE = { key: 'method:chat.unfurl', most: 46, withinMs: 60_000 };
const MOST_TRIES = 5;
const FIRST_RETRY_SECONDS = 5;

interface Shown {
  readonly row: UnfurlRow;
  readonly unfurl: Unfurl;
}

/**
 * Makes the links of one message show the state of what they point at: not shown yet, or shown otherwise, one call;
 * the same, none. Runs as a job, at most one at a time per message. What cannot be shown is left as the link it is.
 */
export async function deliverUnfurl(ctx: DeliverContext, data: Message): Promise<void> {
  const rows = await openLinks(ctx.db, data);
  const [first] = rows;
  if (first === undefined) return;
  const held = (await heldLanes(ctx.db, [LANE.key])).get(LANE.key) ?? 0;
  if (held > 0) return later(ctx, data, held);
  try {
    const audience = await audienceOf(ctx, data.channelId);
    if (audience === 'nobody') return await closeAll(ctx, rows, 'unknown channel');
    const shown = await whatToShow(ctx, rows);
    if (audience === 'poster') return await tellPoster(ctx, data, shown);
    const changed = shown.filter(({ row, unfurl }) => row.shownHash !== unfurl.edge);
    if (changed.length === 0) return;
    const wait = data.turn === true ? 0 : await reserve(ctx.db, LANE);
    if (wait > 0) return await later(ctx, { ...data, turn: true }, wait);
    const unfurls = Object.fromEntries(
      changed.map(({ row, unfurl }) => [row.url, { blocks: unfurl.blocks }]),
    );
    await ctx.slack.unfurl({ channel: data.channelId, ts: data.messageTs, unfurls });
    for (const { row, unfurl } of changed) await noteShown(ctx.db, row, unfurl.edge);
  } catch (error) {
    await notShown(ctx, data, rows, error);
  }
}

async function whatToShow(ctx: DeliverContext, rows: readonly UnfurlRow[]): Promise<Shown[]> {
  const shown: Shown[] = [];
  const allowed = askedOnce((slug) => mayShow(ctx, rows[0]?.channelId ?? '', slug));
  for (const row of rows) {
    const run = await runOf(ctx, row, allowed);
    if (run === null) {
      await closeLink(ctx.db, row, 'nothing to show');
      continue;
    }
    const { locale } = await channelSettings(ctx, row.channelId);
    shown.push({ row, unfurl: renderUnfurl({ ...run, locale, url: row.url, now: ctx.now() }) });
  }
  return shown;
}

/** Whether it may be shown is asked every time: somebody may have unsubscribed since. */
async function runOf(
  ctx: DeliverContext,
  row: UnfurlRow,
  allowed: (slug: string) => Promise<boolean>,
): Promise<LinkedRun | null> {
  if (row.pipelineId !== null) {
    const snapshot = await loadSnapshot(ctx, ctx.db, row.pipelineId);
    if (snapshot === null || !(await allowed(snapshot.projectSlug))) return null;
    return { snapshot, workflowId: row.workflowId, jobId: row.jobId };
  }
  const target = linkTarget(row.url, ctx.config.circleci.url);
  const run = target === null ? null : await resolveLink(ctx, target, allowed);
  if (run !== null) await noteTarget(ctx.db, row, { ...run, pipelineId: run.snapshot.id });
  return run;
}

/** Slack may have to be asked for the answer. */
function askedOnce(ask: (slug: string) => Promise<boolean>): (slug: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (slug) => {
    const answer = known.get(slug) ?? ask(slug);
    known.set(slug, answer);
    return answer;
  };
}

/**
 * Once; twice only if the process dies in between. What showed before stays as it is.
 *
 * @throws SlackError when Slack cannot take it just now: what was not told yet is still open
 */
async function tellPoster(
  ctx: DeliverContext,
  { channelId }: Message,
  shown: readonly Shown[],
): Promise<void> {
  for (const { row, unfurl } of shown) {
    if (row.shownHash === null) {
      const message = { channel: channelId, user: row.userId, text: unfurl.text, blocks: unfurl.blocks };
      await ctx.slack.postEphemeral(message).catch((error: unknown) => {
        // It may have been shown after all, or never will be.
        if (!(error instanceof SlackError) || error.code === 'rate_limited') throw error;
        ctx.log.info({ err: error, channel: channelId }, 'the state of a link could not be told in private');
      });
    }
    await closeLink(ctx.db, row, 'shared channel');
  }
}

/** Busy services are asked again, a few times; a clear no is taken. */
async function notShown(
  ctx: DeliverContext,
  data: Message,
  rows: readonly UnfurlRow[],
  error: unknown,
): Promise<void> {
  if (!(error instanceof SlackError) && !(error instanceof CircleCIError)) throw error;
  if (error instanceof SlackError && error.code === 'rate_limited') {
    const seconds = Math.max(1, error.retryAfterSeconds ?? 1);
    await holdLane(ctx.db, LANE.key, seconds);
    return later(ctx, data, seconds * 1000);
  }
  const about = { err: error, channel: data.channelId };
  if (error instanceof SlackError && error.code === 'refused') {
    ctx.log.info(about, 'Slack does not let a link show its state');
    return closeAll(ctx, rows, error.slackCode ?? 'refused');
  }
  ctx.log.warn(about, 'a link could not be shown with its state');
  let tries = 0;
  for (const row of rows) tries = Math.max(tries, await noteTry(ctx.db, row));
  if (tries >= MOST_TRIES) return closeAll(ctx, rows, 'tries');
  await later(ctx, data, FIRST_RETRY_SECONDS * 1000 * 3 ** (tries - 1));
}

async function closeAll({ db }: DeliverContext, rows: readonly UnfurlRow[], why: string): Promise<void> {
  for (const row of rows) await closeLink(db, row, why);
}

async function later({ queue, db }: DeliverContext, data: Message, waitMs: number): Promise<void> {
  const key = `${data.channelId}:${data.messageTs}`;
  await queue.add(db, 'deliver-unfurl', data, { key, afterSeconds: waitMs / 1000 });
}
