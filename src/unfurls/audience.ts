import type { Context } from '../context.ts';
import { channelSettings } from '../preferences/channels.ts';
import { SlackError } from '../slack/slack-error.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';

type AudienceContext = Pick<Context, 'config' | 'db' | 'slack' | 'log'>;

/** `everyone` in the channel, only the `poster`, or `nobody`. */
export type Audience = 'everyone' | 'poster' | 'nobody';

/** So many channels are asked about, whether they are public; a project of more is told by them. */
const MOST_ASKED = 3;

/**
 * Who may see state in a channel. Where another workspace is in it, or may soon be, only whoever posted the link; where
 * Slack does not tell the bot what channel it is, nobody.
 *
 * @throws SlackError when Slack is busy or did not answer
 */
export async function audienceOf({ slack }: Pick<Context, 'slack'>, channelId: string): Promise<Audience> {
  try {
    const { isShared } = await slack.channel(channelId);
    return isShared ? 'poster' : 'everyone';
  } catch (error) {
    if (error instanceof SlackError && error.code === 'refused') return 'nobody';
    throw error;
  }
}

/**
 * Whether a project may be shown in a channel: it is followed there, or in a public channel, which everyone in the
 * workspace could look into. The bot's token sees more than the workspace has asked it to tell.
 *
 * @throws SlackError when Slack is busy or did not answer
 */
export async function mayShow(
  ctx: AudienceContext,
  channelId: string,
  projectSlug: string,
): Promise<boolean> {
  const { defaultProject } = await channelSettings(ctx, channelId);
  if (defaultProject === projectSlug) return true;
  const subscriptions = await subscriptionsTo(ctx.db, projectSlug);
  const channels = [...new Set(subscriptions.map((one) => one.channelId))];
  if (channels.includes(channelId)) return true;
  for (const other of channels.toSorted().slice(0, MOST_ASKED)) {
    if (await isPublic(ctx, other)) return true;
  }
  return false;
}

async function isPublic({ slack, log }: AudienceContext, channelId: string): Promise<boolean> {
  try {
    return !(await slack.channel(channelId)).isPrivate;
  } catch (error) {
    if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
    log.info(
      { channel: channelId, reason: error.slackCode },
      'Slack did not say whether a channel is public',
    );
    return false;
  }
}
