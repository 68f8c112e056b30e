import type { OthersMay, Policy, PolicyAction, PolicyRule, RuleWhere } from '../domain/policy.ts';
import { candidates } from './candidates.ts';
import { fitsPatterns, knownName } from './patterns.ts';
import { isExclusion, projectNames } from './project-names.ts';
import { isInWindow } from './window.ts';

/** Everything that a decision depends on; it reads nothing else. */
export interface PolicyRequest {
  readonly action: PolicyAction;
  readonly at: Date;
  readonly place: {
    readonly channel: string | null;
    readonly project: string | null;
    /** Every slug of the project, that one included; left out: only that one is known. */
    readonly slugs?: readonly string[];
    readonly branch: string | null;
    readonly tag: string | null;
    readonly workflow: string | null;
    readonly job: string | null;
  };
  readonly person: PolicyPerson;
  /** `unknown` when it cannot be told, which counts as yes. */
  readonly isStarter: boolean | 'unknown';
  readonly hasReason: boolean;
}

export interface PolicyPerson {
  readonly teamId: string;
  readonly userId: string;
  /** The workspace the bot is installed in. */
  readonly homeTeamId: string;
  /** No guest, no bot, of no other workspace: what a rule has to name to mean them. */
  readonly isFullMember: boolean;
  readonly isLinked: boolean;
  /** Of the groups that were looked up: whether they are in it; those that Slack did not tell are `unknown`. */
  readonly groups: ReadonlyMap<string, boolean | 'unknown'>;
}

export type Obstacle =
  | 'action'
  | 'project'
  | 'branch'
  | 'tag'
  | 'workflow'
  | 'job'
  | 'channel'
  | 'who'
  | 'groups-unknown'
  | 'window'
  | 'linked'
  | 'starter'
  | 'reason';

/** How one rule stands to a request: it applies when nothing is in its way. */
export interface RuleVerdict {
  readonly rule: PolicyRule;
  readonly obstacles: readonly Obstacle[];
}

export interface Decision {
  readonly allowed: boolean;
  /** The rule that decided; null when none allows it. */
  readonly rule: PolicyRule | null;
  /** When none allows it: what is missing where only the conditions of a rule are in the way. */
  readonly missing: readonly Obstacle[];
  /** Of a refusal that is told to a member: who may. */
  readonly others?: OthersMay;
}

/** What a person can do something about, or wait for. */
const CONDITIONS: ReadonlySet<Obstacle> = new Set([
  'window',
  'linked',
  'starter',
  'reason',
  'groups-unknown',
]);

/**
 * A rule that denies wins; else one that allows is needed. What no rule allows is denied. What is not known never
 * helps: a rule that allows does not apply, one that denies does. Of several that allow, the one decides that asks for
 * the fewest approvers, of those the first in the file.
 */
export function decide(policy: Policy, request: PolicyRequest): Decision {
  let allowing: PolicyRule | null = null;
  let missing: readonly Obstacle[] | null = null;
  for (const rule of candidates(policy, request)) {
    if (rule.effect === 'allow' && allowing !== null && allowing.approvers <= rule.approvers) continue;
    const obstacles = obstaclesOf(rule, request);
    if (rule.effect === 'deny') {
      if (obstacles.length === 0) return { allowed: false, rule, missing: [] };
    } else if (obstacles.length === 0) allowing = rule;
    else if (obstacles.every((one) => CONDITIONS.has(one)) && (missing?.length ?? 99) > obstacles.length) {
      missing = obstacles;
    }
  }
  return allowing === null
    ? { allowed: false, rule: null, missing: missing ?? [] }
    : { allowed: true, rule: allowing, missing: [] };
}

/** @returns every rule that allows it, in the order of the file; none when one denies it */
export function rulesThatAllow(policy: Policy, request: PolicyRequest): readonly PolicyRule[] {
  const applying = policy.rules.filter(
    (rule) => rule.actions.includes(request.action) && obstaclesOf(rule, request).length === 0,
  );
  return applying.some(({ effect }) => effect === 'deny') ? [] : applying;
}

/** @returns every rule's verdict, in the order of the file */
export function explain(policy: Policy, request: PolicyRequest): readonly RuleVerdict[] {
  return policy.rules.map((rule) => ({
    rule,
    obstacles: rule.actions.includes(request.action) ? obstaclesOf(rule, request) : ['action'],
  }));
}

/** Most rules are about something else, and a thousand of them are looked at: for those nothing is made. */
const NOTHING: readonly Obstacle[] = [];
const ELSEWHERE = {
  channel: ['channel'],
  project: ['project'],
  branch: ['branch'],
  tag: ['tag'],
  workflow: ['workflow'],
  job: ['job'],
} as const satisfies Record<PlaceName, readonly Obstacle[]>;

function obstaclesOf(rule: PolicyRule, request: PolicyRequest): readonly Obstacle[] {
  const elsewhere = placeObstacle(rule, request.place);
  if (elsewhere !== null) return ELSEWHERE[elsewhere];
  const { person, at, isStarter, hasReason } = request;
  const who = whoObstacle(rule, person);
  const isTime = rule.window === null || isInWindow(rule.window, at);
  const lacksLink = rule.linked && !person.isLinked;
  const mayBeStarter = rule.notStarter && isStarter !== false;
  const lacksReason = rule.reason && !hasReason;
  if (who === null && isTime && !lacksLink && !mayBeStarter && !lacksReason) return NOTHING;
  const obstacles: Obstacle[] = [];
  if (who !== null) obstacles.push(who);
  if (!isTime) obstacles.push('window');
  if (lacksLink) obstacles.push('linked');
  if (mayBeStarter) obstacles.push('starter');
  if (lacksReason) obstacles.push('reason');
  return obstacles;
}

type PlaceName = keyof RuleWhere;

/** The cheapest to tell apart first. */
const PLACES = ['channel', 'workflow', 'job', 'project', 'branch', 'tag'] as const satisfies PlaceName[];

/** @returns the first thing about its place in which a request is another than a rule's */
export function placeObstacle(
  { where, effect }: PolicyRule,
  place: PolicyRequest['place'],
): PlaceName | null {
  for (const name of PLACES) {
    const patterns = where[name];
    if (patterns === null) continue;
    const value = knownName(place[name]);
    if (value === null) {
      if (effect === 'allow' || isKnownToBeNone(name, place)) return name;
    } else if (!fits(name, patterns, value, effect, place)) return name;
  }
  return null;
}

function fits(
  name: PlaceName,
  patterns: readonly string[],
  value: string,
  effect: PolicyRule['effect'],
  { slugs = [value] }: PolicyRequest['place'],
): boolean {
  if (name === 'channel') return patterns.includes(value);
  return name === 'project' ? fitsProject(patterns, slugs, effect) : fitsPatterns(patterns, value);
}

/** Any slug of the project may fit. One that is left out keeps a rule from allowing it, but not from denying it. */
function fitsProject(
  patterns: readonly string[],
  slugs: readonly string[],
  effect: PolicyRule['effect'],
): boolean {
  const names = projectNames(slugs);
  if (!names.some((name) => fitsPatterns(patterns, name))) return false;
  if (effect === 'deny' || names.length === 1) return true;
  const leftOut = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
  return leftOut.length === 0 || !names.some((name) => fitsPatterns(leftOut, name));
}

/** A pipeline of a tag has no branch, and the other way round; and there may be no channel. Else it is not known. */
function isKnownToBeNone(name: PlaceName, place: PolicyRequest['place']): boolean {
  if (name === 'branch') return place.tag !== null;
  if (name === 'tag') return place.branch !== null;
  return name === 'channel';
}

/** @returns null when a rule is about the person */
export function whoObstacle(
  { who, effect }: PolicyRule,
  person: PolicyPerson,
): 'who' | 'groups-unknown' | null {
  if (isNamedIn(who.users, person)) return null;
  // A rule that forbids it to everyone means guests and strangers too.
  const isMeant = person.isFullMember || effect === 'deny';
  if (!isMeant) return 'who';
  if (who.everyone) return null;
  let unknown = false;
  for (const group of who.groups) {
    const isIn = person.groups.get(group) ?? 'unknown';
    if (isIn === true) return null;
    if (isIn === 'unknown') unknown = true;
  }
  if (!unknown) return 'who';
  return effect === 'deny' ? null : 'groups-unknown';
}

function isNamedIn(users: readonly string[], { teamId, userId, homeTeamId }: PolicyPerson): boolean {
  if (users.length === 0) return false;
  return users.includes(`${teamId}:${userId}`) || (teamId === homeTeamId && users.includes(userId));
}
