import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { localeOf } from '../domain/locale.ts';
import type { SlackUser } from '../slack/slack-api.ts';

/** Who Slack's signed request says is acting. */
export interface Claim {
  readonly teamId: string | null;
  readonly userId: string;
  readonly channelId: string | null;
}

export type Identification =
  | { readonly ok: true; readonly actor: Actor }
  | { readonly ok: false; readonly reason: 'other-workspace' | 'bot' | 'guest' | 'unknown-user' };

/**
 * Who is acting, by `team_id:user_id` and never by a name. People of other workspaces (they can click buttons in
 * shared channels), bots and guests are refused; so is whoever Slack does not tell us about.
 *
 * @param homeTeamId the workspace the bot is installed in, from `auth.test`
 * @param patienceMs how long Slack may take to tell; what comes later is remembered for the next time
 * @param isNamed whether a rule of the policy names the person, which lets in those who are refused otherwise
 */
export async function identify(
  ctx: Pick<Context, 'slack' | 'config' | 'log'>,
  homeTeamId: string,
  claim: Claim,
  patienceMs: number,
  isNamed: (person: { readonly teamId: string; readonly userId: string }) => boolean = () => false,
): Promise<Identification> {
  try {
    const user = await within(patienceMs, ctx.slack.user(claim.userId));
    const isAtHome = isOf(user, homeTeamId) && isOf(user, claim.teamId);
    const isStranger = user.isExternal || !isAtHome;
    const teamId = isStranger ? user.teamId : homeTeamId;
    // What Slack knows and what the request says have to agree, also of whom a rule names.
    const named = (!isStranger || user.teamId === claim.teamId) && isNamed({ teamId, userId: claim.userId });
    if (isStranger && !named) return { ok: false, reason: 'other-workspace' };
    if (user.isBot && !named) return { ok: false, reason: 'bot' };
    if (user.isGuest && !named) return { ok: false, reason: 'guest' };
    const locale = localeOf(user.locale, ctx.config.defaultLocale);
    return { ok: true, actor: { teamId, userId: claim.userId, channelId: claim.channelId, locale } };
  } catch (error) {
    ctx.log.warn({ err: error, user: claim.userId }, 'Slack did not say who is acting');
    return { ok: false, reason: 'unknown-user' };
  }
}

async function within<T>(ms: number, wanted: Promise<T>): Promise<T> {
  const { promise: timeUp, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([wanted, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** In an Enterprise Grid a person belongs to several workspaces, and Slack may name any of them. */
function isOf({ teamId, alsoIn }: SlackUser, team: string | null): boolean {
  return team !== null && (team === teamId || alsoIn.includes(team));
}
