import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { decide, explain, type PolicyRequest, rulesThatAllow } from '../../../src/policy/decide.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { isInWindow } from '../../../src/policy/window.ts';

const policyOf = (rules: string): Policy => {
  const reading = readPolicy(`version: 1\nrules:\n${rules}`);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
};
const HOME = 'T0HOME';
const asks = (
  over: {
    action?: PolicyRequest['action'];
    at?: string;
    place?: Partial<PolicyRequest['place']>;
    person?: Partial<PolicyRequest['person']>;
    isStarter?: PolicyRequest['isStarter'];
    hasReason?: boolean;
  } = {},
): PolicyRequest => ({
  action: over.action ?? 'approve',
  at: new Date(over.at ?? '2026-11-18T12:00:00Z'),
  place: {
    channel: 'C0DEPLOYS1',
    project: 'gh/acme/web',
    branch: 'main',
    tag: null,
    workflow: 'deploy',
    job: 'hold',
    ...over.place,
  },
  person: {
    teamId: HOME,
    userId: 'U0ADA00001',
    homeTeamId: HOME,
    isFullMember: true,
    isLinked: true,
    groups: new Map(),
    ...over.person,
  },
  isStarter: over.isStarter ?? false,
  hasReason: over.hasReason ?? false,
});
const everyone = policyOf('  - { name: all, allow: [approve], who: { everyone: true } }');

describe('of several rules that allow', () => {
  const rules =
    policyOf(`  - { name: three, allow: [approve], who: { everyone: true }, when: { approvers: 3 } }
  - { name: two, allow: [approve], who: { users: [U0ADA00001] }, when: { approvers: 2 } }
  - { name: two more, allow: [approve], who: { everyone: true }, when: { approvers: 2 } }
  - { name: not on prod, deny: [approve], where: { branch: prod } }`);

  it('the one decides that asks for the fewest approvers, of those the first', () => {
    expect(decide(rules, asks())).toMatchObject({ allowed: true, rule: { name: 'two' } });
    const ben = { person: { userId: 'U0BEN00002' } };
    expect(decide(rules, asks(ben))).toMatchObject({ allowed: true, rule: { name: 'two more' } });
  });

  it('all are known, and none where one forbids it', () => {
    const names = (request: PolicyRequest) => rulesThatAllow(rules, request).map(({ name }) => name);
    expect(names(asks())).toEqual(['three', 'two', 'two more']);
    expect(names(asks({ place: { branch: 'prod' } }))).toEqual([]);
  });
});

describe('who', () => {
  it('what no rule allows is denied', () => {
    expect(decide(everyone, asks())).toMatchObject({ allowed: true, rule: { name: 'all' } });
    expect(decide(everyone, asks({ action: 'cancel' }))).toEqual({ allowed: false, rule: null, missing: [] });
  });

  it('everyone means full members: guests, bots and other workspaces have to be named', () => {
    expect(decide(everyone, asks({ person: { isFullMember: false } })).allowed).toBe(false);
    const named = policyOf('  - { name: g, allow: [approve], who: { users: [U0ADA00001] } }');
    expect(decide(named, asks({ person: { isFullMember: false } })).allowed).toBe(true);
  });

  it('a person of another workspace with the same id is somebody else', () => {
    const named = policyOf('  - { name: g, allow: [approve], who: { users: [U0ADA00001] } }');
    const other = { teamId: 'T0OTHER1', isFullMember: false };
    expect(decide(named, asks({ person: other })).allowed).toBe(false);
    const theirs = policyOf('  - { name: g, allow: [approve], who: { users: ["T0OTHER1:U0ADA00001"] } }');
    expect(decide(theirs, asks({ person: other })).allowed).toBe(true);
    expect(decide(theirs, asks()).allowed).toBe(false);
  });

  it('a group that Slack does not tell lets nobody in, and keeps out whom it forbids', () => {
    const grouped = policyOf('  - { name: g, allow: [approve], who: { groups: [S0GROUP1] } }');
    const groups = (is: boolean | 'unknown') => asks({ person: { groups: new Map([['S0GROUP1', is]]) } });
    expect(decide(grouped, groups(true)).allowed).toBe(true);
    expect(decide(grouped, groups(false)).allowed).toBe(false);
    expect(decide(grouped, groups('unknown'))).toMatchObject({ allowed: false, missing: ['groups-unknown'] });
    expect(decide(grouped, asks()).allowed).toBe(false);
    const guest = asks({ person: { isFullMember: false, groups: new Map([['S0GROUP1', true]]) } });
    expect(decide(grouped, guest).allowed).toBe(false);
    const banned = policyOf(`  - { name: all, allow: [approve], who: { everyone: true } }
  - { name: not these, deny: [approve], who: { groups: [S0GROUP1] } }`);
    expect(decide(banned, groups(false)).allowed).toBe(true);
    expect(decide(banned, groups('unknown'))).toMatchObject({ allowed: false, rule: { name: 'not these' } });
  });
});

describe('where', () => {
  const policy = policyOf(`  - name: web
    allow: [approve, run]
    where: { project: "gh/acme/*", branch: [main, "!main-old"], channel: C0DEPLOYS1 }
    who: { everyone: true }
  - name: frozen
    deny: [approve]
    where: { job: "hold-*" }
  - name: no main
    deny: [run]
    where: { project: gh/acme/secret, branch: main }`);
  it.each([
    ['there', {}, true],
    ['another channel', { channel: 'C0OTHER001' }, false],
    ['App Home', { channel: null }, false],
    ['another project', { project: 'gh/evil/web' }, false],
    ['a project that only begins so', { project: 'gh/acme/web/evil' }, false],
    ['another branch', { branch: 'feature' }, false],
    ['a tag', { branch: null, tag: 'v1' }, false],
    ['a job that is forbidden', { job: 'hold-production' }, false],
    ['a job that is not known', { job: null }, false],
  ] as const)('%s', (_, place, allowed) => {
    expect(decide(policy, asks({ place })).allowed).toBe(allowed);
  });

  it('a run of which the branch is not known is not let past a rule about branches', () => {
    const unknown = { project: 'gh/acme/secret', branch: null, workflow: null, job: null };
    expect(decide(policy, asks({ action: 'run', place: unknown }))).toMatchObject({
      rule: { name: 'no main' },
    });
    expect(decide(policy, asks({ action: 'run', place: { ...unknown, tag: 'v1' } })).rule).toBeNull();
  });
});

describe('conditions', () => {
  const policy = policyOf(`  - name: careful
    allow: [approve]
    who: { everyone: true }
    when: { linked: true, not_starter: true, reason: true }`);
  it('all have to hold, and what is missing is told', () => {
    expect(decide(policy, asks({ hasReason: true })).allowed).toBe(true);
    expect(decide(policy, asks())).toMatchObject({ allowed: false, missing: ['reason'] });
    const none = asks({ person: { isLinked: false }, isStarter: true });
    expect(decide(policy, none)).toMatchObject({ missing: ['linked', 'starter', 'reason'] });
    expect(decide(policy, asks({ hasReason: true, isStarter: 'unknown' })).missing).toEqual(['starter']);
    expect(decide(policy, asks({ place: { project: null }, person: { userId: 'U0X' } })).missing).toEqual([
      'reason',
    ]);
  });

  it('are explained rule by rule', () => {
    const two = policyOf(`  - { name: a, allow: [run], who: { everyone: true } }
  - { name: b, allow: [approve], where: { branch: x }, who: { everyone: true } }`);
    expect(explain(two, asks()).map(({ obstacles }) => obstacles)).toEqual([['action'], ['branch']]);
  });
});

describe('time windows', () => {
  const office = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60, zone: 'Europe/Berlin' };
  it.each([
    ['2026-11-18T08:00:00Z', true, 'Wednesday 09:00'],
    ['2026-11-18T07:59:59Z', false, 'Wednesday 08:59'],
    ['2026-11-18T16:00:00Z', false, 'Wednesday 17:00'],
    ['2026-11-21T12:00:00Z', false, 'Saturday'],
    ['2026-07-15T07:00:00Z', true, '09:00 in summer'],
    ['2026-07-15T15:00:00Z', false, '17:00 in summer'],
  ])('%s: %s (%s)', (at, expected) => {
    expect(isInWindow(office, new Date(at))).toBe(expected);
  });

  const night = { days: [5], from: 22 * 60, to: 6 * 60, zone: 'Asia/Tokyo' };
  it.each([
    ['2026-11-20T13:00:00Z', true, 'Friday 22:00'],
    ['2026-11-20T20:59:00Z', true, 'Saturday 05:59'],
    ['2026-11-20T21:00:00Z', false, 'Saturday 06:00'],
    ['2026-11-19T20:00:00Z', false, 'Friday 05:00, of Thursday’s night'],
    ['2026-11-21T13:00:00Z', false, 'Saturday 22:00'],
  ])('over midnight, %s: %s (%s)', (at, expected) => {
    expect(isInWindow(night, new Date(at))).toBe(expected);
  });
});
