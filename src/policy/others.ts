import type { Context } from '../context.ts';
import type { OthersMay, Policy, RuleWhere } from '../domain/policy.ts';
import type { Person } from '../identities/store.ts';
import type { Denial } from '../views/denial.ts';
import { type Question, requestOf } from './ask.ts';
import { type Decision, type PolicyRequest, placeObstacle, whoObstacle } from './decide.ts';
import { namedFor } from './named.ts';

type AskContext = Pick<Context, 'db' | 'slack' | 'log' | 'now'>;

/**
 * Adds to a refusal who may do it, so that the person knows whom to ask. Only full members of the workspace read names;
 * guests and people of other workspaces get the refusal as it is.
 *
 * @param kind what the person asked for, where it is called otherwise than in the rules
 */
export async function withOthers(
  ctx: AskContext,
  policy: Policy,
  person: Person,
  question: Question,
  decision: Decision,
  kind: OthersMay['action'] = question.action,
): Promise<Decision> {
  if (decision.allowed) return decision;
  const request = await requestOf(ctx, policy, person, question);
  if (request === null || !request.person.isFullMember) return decision;
  return { ...decision, others: othersFor(policy, request, kind) };
}

/** @returns who may do what a request was refused, and where the person may */
export function othersFor(policy: Policy, request: PolicyRequest, kind: OthersMay['action']): OthersMay {
  const { homeTeamId, userId } = request.person;
  const { named, everyone, rules } = namedFor(policy, request, homeTeamId);
  const elsewhere = new Set<keyof RuleWhere>();
  for (const rule of policy.rules) {
    if (rule.effect === 'deny' || !rule.actions.includes(request.action)) continue;
    const place = placeObstacle(rule, request.place);
    if (place !== null && whoObstacle(rule, request.person) === null) elsewhere.add(place);
  }
  return {
    action: kind,
    named: named.filter((id) => id !== userId),
    everyone,
    rules,
    elsewhere: [...elsewhere],
  };
}

/** @returns a refusal as it is shown */
export function denialOf({ rule, missing, others }: Decision): Denial {
  return { rule: rule?.name ?? null, missing, ...(others === undefined ? {} : { others }) };
}
