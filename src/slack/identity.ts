import type { AuthorizeResult } from '@slack/bolt';
import type { Config } from '../config.ts';
import type { SlackApi } from './slack-api.ts';

export interface BotIdentity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string | null;
}

/**
 * @returns a function that asks Slack who the bot is, once: what it answered is remembered, a failure is not
 */
export function rememberIdentity(slack: Pick<SlackApi, 'authTest'>): () => Promise<BotIdentity> {
  let known: Promise<BotIdentity> | null = null;
  return () => {
    known ??= slack.authTest().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** What Bolt wants to know before it handles a request. */
export async function authorizeAs(
  config: Config['slack'],
  identity: () => Promise<BotIdentity>,
): Promise<AuthorizeResult> {
  const { teamId, botUserId, botId } = await identity();
  return { botToken: config.botToken, teamId, botUserId, ...(botId === null ? {} : { botId }) };
}
