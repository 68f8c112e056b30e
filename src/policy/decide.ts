import type { Policy, PolicyAction, PolicyRule } from '../domain/policy.ts';
import { fitsPatterns } from './patterns.ts';
import { isInWindow } from './window.ts';

/** Everything that a decision depends on; it reads nothing else. */
export interface PolicyRequest {
  readonly action: PolicyAction;
  readonly at: Date;
  readonly place: {
    readonly channel: string | null;
    readonly project: string | null;
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
 * helps: a rule that allows does not apply, one that denies does.
 */
export function decide(policy: Policy, request: PolicyRequest): Decision {
  let allowing: PolicyRule | null = null;
  let missing: readonly Obstacle[] | null = null;
  for (const rule of policy.rules) {
    if (!rule.actions.includes(request.action)) continue;
    if (rule.effect === 'allow' && allowing !== null) continue;
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

/** @returns every rule's verdict, in the order of the file */
export function explain(policy: Policy, request: PolicyRequest): readonly RuleVerdict[] {
  return policy.rules.map((rule) => ({
    rule,
    obstacles: rule.actions.includes(request.action) ? obstaclesOf(rule, request) : ['action'],
  }));
}

function obstaclesOf(rule: PolicyRule, request: PolicyRequest): Obstacle[] {
  const obstacles = placeObstacles(rule, request);
  // Most rules are about something else; what is in their way besides is of interest to nobody.
  if (obstacles.length > 0) return obstacles;
  const who = whoObstacle(rule, request.person);
  if (who !== null) obstacles.push(who);
  if (rule.window !== null && !isInWindow(rule.window, request.at)) obstacles.push('window');
  if (rule.linked && !request.person.isLinked) obstacles.push('linked');
  if (rule.notStarter && request.isStarter !== false) obstacles.push('starter');
  if (rule.reason && !request.hasReason) obstacles.push('reason');
  return obstacles;
}

const PLACES = ['channel', 'project', 'branch', 'tag', 'workflow', 'job'] as const;

function placeObstacles({ where, effect }: PolicyRule, { place }: PolicyRequest): Obstacle[] {
  for (const name of PLACES) {
    const patterns = where[name];
    if (patterns === null) continue;
    const value = place[name];
    const fits =
      value === null ? effect === 'deny' && !isKnownToBeNone(name, place) : fitsIn(name, patterns, value);
    if (!fits) return [name];
  }
  return [];
}

/** A pipeline of a tag has no branch, and the other way round; and there may be no channel. Else it is not known. */
function isKnownToBeNone(name: (typeof PLACES)[number], place: PolicyRequest['place']): boolean {
  if (name === 'branch') return place.tag !== null;
  if (name === 'tag') return place.branch !== null;
  return name === 'channel';
}

function fitsIn(name: (typeof PLACES)[number], patterns: readonly string[], value: string): boolean {
  return name === 'channel' ? patterns.includes(value) : fitsPatterns(patterns, value);
}

function whoObstacle({ who, effect }: PolicyRule, person: PolicyPerson): 'who' | 'groups-unknown' | null {
  const { teamId, userId, homeTeamId, isFullMember, groups } = person;
  const isNamed =
    who.users.includes(`${teamId}:${userId}`) || (teamId === homeTeamId && who.users.includes(userId));
  if (isNamed) return null;
  // A rule that forbids it to everyone means guests and strangers too.
  if (who.everyone && (isFullMember || effect === 'deny')) return null;
  const memberships = who.groups.map((group) => groups.get(group) ?? 'unknown');
  if (memberships.includes(true) && (isFullMember || effect === 'deny')) return null;
  if (!memberships.includes('unknown')) return 'who';
  return effect === 'deny' ? null : isFullMember ? 'groups-unknown' : 'who';
}
