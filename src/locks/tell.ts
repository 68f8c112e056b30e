import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { type Locale, localeOf } from '../domain/locale.ts';
import type { LockNews } from '../domain/lock.ts';
import { channelSettings } from '../preferences/channels.ts';
import { SlackError } from '../slack/slack-error.ts';
import { lockNewsMessage } from '../views/lock-news.ts';
import { isChannel } from './channel.ts';
import { loadLock } from './store.ts';

type TellContext = Pick<Context, 'config' | 'db' | 'log' | 'slack'>;

/** What is said of a lock that stands; after its end it would mislead. */
const WHILE_IT_STANDS: ReadonlySet<LockNews> = new Set(['asked', 'soon', 'kept', 'began']);

/**
 * Tells what happened to a lock, in the language of whoever reads it. Once; twice only if the process dies between
 * Slack's answer and the end of the job.
 *
 * @throws SlackError when Slack has had enough or does not say who they are: the queue tries again
 */
export async function tellLock(ctx: TellContext, data: JobData['tell-lock']): Promise<void> {
  const found = await loadLock(ctx.db, data.lockId);
  if (found === null || (found.ended !== null && WHILE_IT_STANDS.has(data.news))) return;
  try {
    const locale = await localeFor(ctx, data.to);
    await ctx.slack.post({ channel: data.to, ...lockNewsMessage({ ...data, ...found }, locale) });
  } catch (error) {
    // Refused: they left, or the bot is not in the channel. Lost: it may be there.
    const isOver =
      error instanceof SlackError &&
      (error.code === 'refused' || (error.code === 'lost' && error.method === 'chat.postMessage'));
    if (!isOver) throw error;
    ctx.log.warn({ err: error, to: data.to, news: data.news }, 'news of a lock could not be told');
  }
}

async function localeFor(ctx: TellContext, to: string): Promise<Locale> {
  if (isChannel(to)) return (await channelSettings(ctx, to)).locale;
  return localeOf((await ctx.slack.user(to)).locale, ctx.config.defaultLocale);
}
