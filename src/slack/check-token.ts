import type { Logger } from '../telemetry/log.ts';
import type { BotIdentity } from './identity.ts';
import { SlackError } from './slack-error.ts';

/** The program cannot do anything with this configuration; the message says what to change. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'start_refused';
}

/**
 * Asks Slack who the bot is before anything is taken, so that the first command need not wait for it.
 *
 * @throws StartError when Slack does not accept the token. When Slack cannot be reached the program starts all the
 *   same, is not ready (`/readyz`), and asks again with the first request.
 */
export async function checkToken(identity: () => Promise<BotIdentity>, log: Logger): Promise<void> {
  try {
    await identity();
  } catch (error) {
    if (error instanceof SlackError && error.code === 'refused') {
      throw new StartError(
        `Slack does not accept SLACK_BOT_TOKEN (${error.slackCode}). Copy it again from the app’s “OAuth & Permissions” page; if the app was removed from the workspace, install it anew.`,
        { cause: error },
      );
    }
    log.warn({ err: error }, 'Slack could not be reached at start');
  }
}
