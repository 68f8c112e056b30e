import { wildcardsIn } from '../domain/glob.ts';
import type { Policy, PolicyAction, PolicyRule, RuleWhere } from '../domain/policy.ts';
import type { PolicyRequest } from './decide.ts';
import { knownName } from './patterns.ts';
import { projectNames } from './project-names.ts';

type PlaceName = keyof RuleWhere;

/** What sets rules apart best first: most that name a job name one each, a channel is named by many. */
const NAMES = ['job', 'workflow', 'branch', 'tag', 'project', 'channel'] as const satisfies PlaceName[];

/** The rules about one action, by a name that each is limited to. */
interface Index {
  /** Of each kind of name: the rules' places in the file, by the name. */
  readonly named: ReadonlyMap<PlaceName, ReadonlyMap<string, readonly number[]>>;
  /** Those limited to no name, or to patterns: they are always looked at. */
  readonly others: readonly number[];
}

/** Made once for as long as the rules live. */
const indexes = new WeakMap<Policy, Map<PolicyAction, Index>>();

/**
 * @returns the rules that may apply to a request, in the order of the file: all that do, and of those about another job,
 *   workflow, branch, tag, project or channel as few as can be told without looking at each
 */
export function candidates(policy: Policy, { action, place }: PolicyRequest): readonly PolicyRule[] {
  const { named, others } = indexOf(policy, action);
  const found = [...others];
  for (const [name, byName] of named) {
    const value = knownName(place[name]);
    // Of what is not known a rule that denies has to be asked.
    if (value === null) for (const places of byName.values()) found.push(...places);
    else for (const one of namesOf(name, value, place)) found.push(...(byName.get(one) ?? []));
  }
  const places = named.size === 0 ? found : [...new Set(found)].sort((a, b) => a - b);
  return places.flatMap((at) => policy.rules[at] ?? []);
}

/** A project is known by several names. */
function namesOf(
  name: PlaceName,
  value: string,
  { slugs = [value] }: PolicyRequest['place'],
): readonly string[] {
  return name === 'project' ? projectNames(slugs) : [value];
}

function indexOf(policy: Policy, action: PolicyAction): Index {
  const byAction = indexes.get(policy) ?? new Map<PolicyAction, Index>();
  indexes.set(policy, byAction);
  const known = byAction.get(action);
  if (known !== undefined) return known;
  const made = makeIndex(policy, action);
  byAction.set(action, made);
  return made;
}

function makeIndex(policy: Policy, action: PolicyAction): Index {
  const named = new Map<PlaceName, Map<string, number[]>>();
  const others: number[] = [];
  for (const [at, { actions, where }] of policy.rules.entries()) {
    if (!actions.includes(action)) continue;
    const name = NAMES.find((one) => isPlain(where[one]));
    if (name === undefined) {
      others.push(at);
      continue;
    }
    const byName = named.get(name) ?? new Map<string, number[]>();
    named.set(name, byName);
    for (const value of where[name] ?? []) byName.set(value, [...(byName.get(value) ?? []), at]);
  }
  return { named, others };
}

/** A list of names and of nothing else, each of which fits itself only. */
function isPlain(patterns: readonly string[] | null): boolean {
  return patterns?.every((one) => wildcardsIn(one) === 0 && !/[!\\]/.test(one)) === true;
}
