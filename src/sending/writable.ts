import type { Context } from '../context.ts';
import { SlackError } from '../slack/slack-error.ts';

/**
 * Asks Slack whether the bot can post in a channel, for what will be posted there only later.
 *
 * @returns Slack's code for why not; null when it can, and when Slack doesn't tell: an outage, or a direct message with
 *   the bot, which it may write to and not look at (it has no `im:read`)
 */
export async function whyNotWritable(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  channelId: string,
): Promise<'channel_not_found' | 'is_archived' | 'not_in_channel' | null> {
  try {
    const { isArchived, isMember } = await slack.channel(channelId);
    if (isArchived) return 'is_archived';
    return isMember ? null : 'not_in_channel';
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (error.slackCode === 'channel_not_found') return 'channel_not_found';
    log.info({ err: error, channel: channelId }, 'Slack did not say whether a channel can be written to');
    return null;
  }
}
