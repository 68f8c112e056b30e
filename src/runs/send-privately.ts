import type { Context } from '../context.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';

/**
 * Tells one person something later than Slack's `response_url` allows: privately in the channel; where Slack refuses
 * that, as a direct message.
 *
 * @throws SlackError when Slack cannot take it just now, or refuses the direct message too
 */
export async function sendPrivately(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  { user, channel }: { readonly user: string; readonly channel: string | null },
  content: Pick<PrivateAnswer, 'text' | 'blocks'>,
): Promise<void> {
  if (channel !== null) {
    try {
      await slack.postEphemeral({ channel, user, ...content });
      return;
    } catch (error) {
      if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
      log.info({ err: error, channel }, 'cannot answer in the channel, so as a direct message');
    }
  }
  await slack.post({ channel: user, ...content });
}
