import type { Context } from '../context.ts';
import type { Policy, PolicyAction } from '../domain/policy.ts';
import { findLinked, type Person } from '../identities/store.ts';
import { slugsOf } from '../projects/known.ts';
import { type Decision, decide, explain, type PolicyRequest, type RuleVerdict } from './decide.ts';

type AskContext = Pick<Context, 'db' | 'slack' | 'log' | 'now'>;

/** What is asked of the rules, before anything was looked up. */
export interface Question {
  readonly action: PolicyAction;
  readonly place: PolicyRequest['place'];
  /** Slack user id of whoever started it, and what CircleCI calls them; null where nobody is known. */
  readonly startedBy: string | null;
  readonly triggerActor: string | null;
  readonly hasReason: boolean;
}

/** Looks up what the rules need to know, and has them decide. What cannot be looked up counts against the person. */
export async function askPolicy(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  question: Question,
): Promise<Decision> {
  const request = await requestOf(ctx, policy, person, question);
  return request === null ? { allowed: false, rule: null, missing: ['who'] } : decide(policy, request);
}

/** The same with every rule's verdict. */
export async function explainPolicy(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  question: Question,
): Promise<{ readonly decision: Decision; readonly verdicts: readonly RuleVerdict[] }> {
  const request = await requestOf(ctx, policy, person, question);
  if (request === null) {
    return { decision: { allowed: false, rule: null, missing: ['who'] }, verdicts: [] };
  }
  return { decision: decide(policy, request), verdicts: explain(policy, request) };
}

/** @returns everything a decision depends on; null when Slack does not say who the person is, or that they left */
export async function requestOf(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  { action, place, startedBy, triggerActor, hasReason }: Question,
): Promise<PolicyRequest | null> {
  const member = await membershipOf(ctx, person);
  if (member === null) return null;
  const linked = await findLinked(ctx.db, person);
  const slugs = place.project === null ? [] : await slugsOf(ctx.db, place.project);
  return {
    action,
    place: { ...place, slugs },
    at: ctx.now(),
    hasReason,
    isStarter: isStarter(person.userId, startedBy, triggerActor, linked?.login ?? null),
    person: {
      ...person,
      ...member,
      isLinked: linked !== null,
      groups: await groupsOf(ctx, policy, action, person.userId),
    },
  };
}

async function membershipOf(
  { slack, log }: AskContext,
  { teamId, userId }: Person,
): Promise<{ homeTeamId: string; isFullMember: boolean } | null> {
  try {
    const [{ teamId: homeTeamId }, user] = await Promise.all([slack.home(), slack.user(userId)]);
    if (user.isGone === true) return null;
    const isHome = teamId === homeTeamId && !user.isExternal;
    return { homeTeamId, isFullMember: isHome && !user.isGuest && !user.isBot };
  } catch (error) {
    log.warn({ err: error, user: userId }, 'Slack did not say who somebody is');
    return null;
  }
}

/** Only the groups that a rule about this action names are looked up. */
async function groupsOf(
  { slack, log }: AskContext,
  policy: Policy,
  action: PolicyAction,
  userId: string,
): Promise<ReadonlyMap<string, boolean | 'unknown'>> {
  const named = new Set(
    policy.rules.filter(({ actions }) => actions.includes(action)).flatMap(({ who }) => who.groups),
  );
  const entries = [...named].map(async (group): Promise<[string, boolean | 'unknown']> => {
    try {
      return [group, (await slack.groupMembers(group)).has(userId)];
    } catch (error) {
      log.warn({ err: error, group }, 'Slack did not say who is in a group; nobody counts as in it');
      return [group, 'unknown'];
    }
  });
  return new Map(await Promise.all(entries));
}

/** By the Slack user who started it from Slack; else by the CircleCI user, which takes a token to be known by. */
function isStarter(
  userId: string,
  startedBy: string | null,
  triggerActor: string | null,
  login: string | null,
): boolean | 'unknown' {
  if (startedBy === userId) return true;
  if (startedBy !== null) return false;
  return login === null || triggerActor === null
    ? 'unknown'
    : login.toLowerCase() === triggerActor.toLowerCase();
}
