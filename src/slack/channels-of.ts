import { SlackError } from './slack-error.ts';
import type { CallSlack } from './web-client.ts';

/** Slack advises pages of at most 200, and takes 999. Whoever is in more channels than this is in is in no more. */
const PAGE = 500;
const MOST_PAGES = 20;

/**
 * The public channels a person is in, and the private ones that both they and the bot are in: a bot may not learn of
 * others. Needs the scopes `channels:read` and `groups:read`. Source: Slack docs, users.conversations.
 *
 * @throws SlackError
 */
export async function readChannelsOf(call: CallSlack, user: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const result = await call('users.conversations', (slack) =>
      slack.users.conversations({
        user,
        types: 'public_channel,private_channel',
        limit: PAGE,
        ...(cursor === '' ? {} : { cursor }),
      }),
    );
    if (result.channels === undefined)
      throw new SlackError('lost', 'users.conversations', { reason: 'incomplete answer' });
    for (const { id } of result.channels) if (id !== undefined) ids.add(id);
    cursor = result.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return ids;
}
