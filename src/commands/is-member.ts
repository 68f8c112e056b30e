import type { Context } from '../context.ts';

/** @returns whether somebody is a full member of the bot's own workspace; null when Slack does not say */
export async function isMember(
  { slack, log }: Pick<Context, 'slack' | 'log'>,
  userId: string,
): Promise<boolean | null> {
  try {
    const [{ teamId }, user] = await Promise.all([slack.home(), slack.user(userId)]);
    const isHome = (user.teamId === teamId || user.alsoIn.includes(teamId)) && !user.isExternal;
    return isHome && !user.isGuest && !user.isBot && user.isGone !== true;
  } catch (error) {
    log.warn({ err: error, user: userId }, 'Slack did not say who somebody is');
    return null;
  }
}
