import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { localeOf } from '../domain/locale.ts';
import { SlackError } from '../slack/slack-error.ts';
import { closedChannelText } from '../views/closed-channel.ts';

/** A channel that is closed and opened again and again is told of once a day. */
const AGAIN_AFTER_MS = 24 * 3_600_000;

type TellContext = Pick<Context, 'db' | 'slack' | 'log' | 'now' | 'config'>;

/**
 * Tells someone who subscribed a channel, in a direct message and their language, that it cannot be written to. Once:
 * whoever may have been told, because Slack's answer was lost, is not told again.
 *
 * @throws SlackError when Slack has had enough; the queue tries again later
 */
export async function tellClosed(ctx: TellContext, data: JobData['tell-closed']): Promise<void> {
  const closed = await ctx.db
    .selectFrom('closed_channels')
    .select('reason')
    .where('channel_id', '=', data.channelId)
    .where('open', '=', false)
    .executeTakeFirst();
  if (closed === undefined || !(await claim(ctx, data))) return;
  try {
    const { locale } = await ctx.slack.user(data.userId);
    const own = localeOf(locale, ctx.config.defaultLocale);
    const { channelId } = data;
    await ctx.slack.post({ channel: data.userId, ...closedChannelText(channelId, closed.reason, own) });
  } catch (error) {
    // Refused: they left, or take no messages of the bot's. Lost: it may be there.
    const isOver =
      error instanceof SlackError &&
      (error.code === 'refused' || (error.code === 'lost' && error.method === 'chat.postMessage'));
    if (!isOver) {
      await unclaim(ctx, data);
      throw error;
    }
    ctx.log.warn(
      { err: error, user: data.userId },
      'a subscriber could not be told that a channel is closed',
    );
  }
}

async function claim(
  { db, now }: TellContext,
  { channelId, userId }: JobData['tell-closed'],
): Promise<boolean> {
  const claimed = await db
    .insertInto('closure_notices')
    .values({ channel_id: channelId, user_id: userId, told_at: now() })
    .onConflict((conflict) =>
      conflict
        .columns(['channel_id', 'user_id'])
        .doUpdateSet({ told_at: now() })
        .where((eb) =>
          eb.or([
            eb('closure_notices.told_at', 'is', null),
            eb('closure_notices.told_at', '<', new Date(now().getTime() - AGAIN_AFTER_MS)),
          ]),
        ),
    )
    .returning('user_id')
    .execute();
  return claimed.length > 0;
}

async function unclaim({ db }: TellContext, { channelId, userId }: JobData['tell-closed']): Promise<void> {
  await db
    .updateTable('closure_notices')
    .set({ told_at: null })
    .where('channel_id', '=', channelId)
    .where('user_id', '=', userId)
    .execute();
}
