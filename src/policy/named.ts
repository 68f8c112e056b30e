import type { Policy, PolicyAction, PolicyRule } from '../domain/policy.ts';
import { type PolicyRequest, placeObstacle } from './decide.ts';
import { isInWindow } from './window.ts';

/** Whom the rules let do something in a place, as far as they name somebody. */
export interface NamedByRules {
  /** Ids of people of the home workspace, and of user groups, each once. */
  readonly named: readonly string[];
  /** A rule lets every member. */
  readonly everyone: boolean;
  /** The names of the rules that do. */
  readonly rules: readonly string[];
}

/**
 * For telling people whom to ask; what is decided is decided when somebody does ask. Conditions of a rule other than
 * place and time are passed over, because whoever is named can meet them.
 */
export function namedFor(
  policy: Policy,
  request: Pick<PolicyRequest, 'place' | 'at'> & { readonly action: PolicyAction },
  homeTeamId: string,
): NamedByRules {
  const here = policy.rules.filter((rule) => isAbout(rule, request));
  const denied = here.filter(({ effect }) => effect === 'deny').map(({ who }) => who);
  if (denied.some(({ everyone }) => everyone)) return { named: [], everyone: false, rules: [] };
  const out = new Set(denied.flatMap((who) => idsOf(who, homeTeamId)));
  const allowing = here.filter(({ effect }) => effect === 'allow');
  const allowed = allowing.map(({ who }) => who);
  const named = new Set(allowed.flatMap((who) => idsOf(who, homeTeamId)).filter((id) => !out.has(id)));
  return {
    named: [...named],
    everyone: allowed.some(({ everyone }) => everyone),
    rules: [...new Set(allowing.map(({ name }) => name))],
  };
}

function isAbout(
  rule: PolicyRule,
  { action, place, at }: Pick<PolicyRequest, 'place' | 'at'> & { readonly action: PolicyAction },
): boolean {
  if (!rule.actions.includes(action) || placeObstacle(rule, place) !== null) return false;
  return rule.window === null || isInWindow(rule.window, at);
}

/** People of other workspaces cannot be mentioned by an id of theirs. */
function idsOf({ users, groups }: PolicyRule['who'], homeTeamId: string): string[] {
  const own = users.flatMap((user) => {
    const [team, id] = user.includes(':') ? user.split(':') : [homeTeamId, user];
    return team === homeTeamId && id !== undefined ? [id] : [];
  });
  return [...groups, ...own];
}
