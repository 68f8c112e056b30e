import type { Context } from '../context.ts';
import type { Policy, PolicyRule } from '../domain/policy.ts';
import type { Person } from '../identities/store.ts';
import { type Question, requestOf } from './ask.ts';
import { type Decision, decide, type PolicyRequest, rulesThatAllow } from './decide.ts';
import { delegationsOf } from './delegations.ts';

type AskContext = Pick<Context, 'db' | 'slack' | 'log' | 'now'>;

export interface Standing {
  readonly decision: Decision;
  /** Slack user whose right counts; null for the person's own. */
  readonly standsFor: string | null;
}

/**
 * As {@link askPolicy}, but for `approve` somebody who may not themselves may as whoever delegated to them. A right
 * that came by delegation goes no further: of those who delegate, only their own rules are looked at.
 */
export async function askWithDelegations(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  question: Question,
): Promise<Standing> {
  const own = await requestOf(ctx, policy, person, question);
  if (own === null) return { decision: NOBODY, standsFor: null };
  const decision = decide(policy, own);
  const mine: Standing = { decision, standsFor: null };
  // What a rule forbids them by name or to everyone, nobody can give them.
  if (question.action !== 'approve' || decision.allowed || decision.rule !== null) return mine;
  let best = mine;
  for (const { from } of (await delegationsOf(ctx, person)).received) {
    const request = await inPlaceOf(ctx, policy, own, from, question);
    if (request === null) continue;
    const standing = { decision: decide(policy, request), standsFor: from };
    if (isBetter(standing.decision, best.decision)) best = standing;
  }
  return best;
}

/** @returns the rules that allow it to a person, in their own right or in that of somebody who delegates to them now */
export async function rulesFor(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  standsFor: string | null,
  question: Question,
): Promise<readonly PolicyRule[]> {
  const own = await requestOf(ctx, policy, person, question);
  if (own === null) return [];
  if (standsFor === null) return rulesThatAllow(policy, own);
  const isForbidden = decide(policy, own).rule?.effect === 'deny';
  const { received } = await delegationsOf(ctx, person);
  if (isForbidden || !received.some(({ from }) => from === standsFor)) return [];
  const request = await inPlaceOf(ctx, policy, own, standsFor, question);
  return request === null ? [] : rulesThatAllow(policy, request);
}

const NOBODY: Decision = { allowed: false, rule: null, missing: ['who'] };

/**
 * The rules see who delegates, in lists of users and groups. All else is asked of both, or of the one who acts: it is
 * their token, and neither of them may be the one who started it, a guest or a bot.
 */
async function inPlaceOf(
  ctx: AskContext,
  policy: Policy,
  own: PolicyRequest,
  userId: string,
  question: Question,
): Promise<PolicyRequest | null> {
  const { teamId, isFullMember, isLinked } = own.person;
  if (!isFullMember) return null;
  const theirs = await requestOf(ctx, policy, { teamId, userId }, question);
  if (theirs === null || !theirs.person.isFullMember) return null;
  const starters = [own.isStarter, theirs.isStarter];
  return {
    ...theirs,
    person: { ...theirs.person, isLinked },
    isStarter: starters.includes(true) ? true : starters.includes('unknown') ? 'unknown' : false,
  };
}

/** Allowed before nearly allowed before not; then the fewest approvers, then the least that is missing. */
function isBetter(one: Decision, other: Decision): boolean {
  if (one.allowed !== other.allowed) return one.allowed;
  if (one.allowed) return (one.rule?.approvers ?? 1) < (other.rule?.approvers ?? 1);
  // Forbidden to the one who delegates is no answer to the one who asks.
  if (one.rule !== null || one.missing.length === 0) return false;
  return other.missing.length === 0 || one.missing.length < other.missing.length;
}
