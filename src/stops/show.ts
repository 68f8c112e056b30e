import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { channelSettings } from '../preferences/channels.ts';
import { SlackError } from '../slack/slack-error.ts';
import { stopMessage } from '../views/stop.ts';
import { expireStop } from './expire-stop.ts';
import { countsOf, loadStop, workflowsOfStop } from './store.ts';

/** As many of those that could not be cancelled are named. */
const FAILED_SHOWN = 10;

/**
 * Makes the message about a stop say what is stored. Ends one that nobody confirmed in time; before that it comes again.
 *
 * @throws SlackError when Slack has had enough or does not answer: the queue tries again
 */
export async function showStop(ctx: Context, { stopId }: JobData['show-stop']): Promise<void> {
  await expireInTime(ctx, stopId);
  const stop = await loadStop(ctx.db, stopId);
  if (stop === null || stop.messageTs === null) return;
  const failed = (await workflowsOfStop(ctx.db, stopId)).filter(({ state }) => state === 'failed');
  const names = new Map(stop.found.first.map(({ id, name }) => [id, name]));
  const model = {
    stop,
    counts: await countsOf(ctx.db, stopId),
    failed: failed.slice(0, FAILED_SHOWN).map(({ workflowId, problem }) => {
      return { name: names.get(workflowId) ?? workflowId, problem };
    }),
  };
  const { locale } = await channelSettings(ctx, stop.channelId);
  try {
    const message = stopMessage(model, locale);
    await ctx.slack.update({ channel: stop.channelId, ts: stop.messageTs, ...message });
  } catch (error) {
    if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
    ctx.log.warn({ err: error, stop: stopId }, 'the message about a stop cannot be changed');
  }
}

async function expireInTime(ctx: Context, stopId: string): Promise<void> {
  const stop = await loadStop(ctx.db, stopId);
  if (stop?.state !== 'asked') return;
  const leftMs = Date.parse(stop.expiresAt) - ctx.now().getTime();
  if (leftMs <= 0) await expireStop(ctx, stopId);
  else {
    const again = { key: stopId, afterSeconds: leftMs / 1000 + 1 };
    await ctx.queue.add(ctx.db, 'show-stop', { stopId }, again);
  }
}
