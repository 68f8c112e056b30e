import type { SlackApi } from './slack-api.ts';
import { SlackError } from './slack-error.ts';
import type { CallSlack } from './web-client.ts';

/** An operator who adds the scope later need not restart the program. */
const OFF_MS = 60 * 60_000;

/** @returns a search that stops asking for an hour when Slack says that the app may not ask */
export function lookupByEmail(call: CallSlack, now: () => number = Date.now): SlackApi['userByEmail'] {
  let offUntil = 0;
  return async (email) => {
    if (now() < offUntil) return 'off';
    try {
      const { user } = await call('users.lookupByEmail', (slack) => slack.users.lookupByEmail({ email }));
      // Whoever left, and other apps' bots, are nobody to mention.
      return user?.id === undefined || user.deleted === true || user.is_bot === true ? null : user.id;
    } catch (error) {
      if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
      if (error.slackCode === 'users_not_found') return null;
      if (error.slackCode !== 'missing_scope') throw error;
      offUntil = now() + OFF_MS;
      return 'turned-off';
    }
  };
}
