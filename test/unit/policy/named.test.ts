import { describe, expect, test } from 'vitest';
import { namedFor } from '../../../src/policy/named.ts';
import { policyOf } from '../../support/policies.ts';

const HOME = 'T0HOME';
const place = {
  channel: 'C0DEPLOYS1',
  project: 'gh/acme/web',
  branch: 'main',
  tag: null,
  workflow: 'build',
  job: 'approve-deploy',
};
const named = (rules: string, at = '2026-11-02T10:00:00Z') =>
  namedFor(policyOf(rules), { action: 'approve', place, at: new Date(at) }, HOME);

describe('whom rules name for an action in a place', () => {
  test('people and groups of every rule that is about it, each once; nobody of another workspace', () => {
    const rules = `
  - { name: a, allow: [approve], where: { project: gh/acme/* }, who: { users: [U0ADA, T0HOME:U0BEN, T0OTHER:U0EVE] } }
  - { name: b, allow: [approve, run], who: { users: [U0ADA], groups: [S0OPS1] } }
  - { name: c, allow: [run], who: { users: [U0RUN] } }
  - { name: d, allow: [approve], where: { branch: release/* }, who: { users: [U0REL] } }
`;
    expect(named(rules)).toEqual({ named: ['U0ADA', 'U0BEN', 'S0OPS1'], everyone: false, rules: ['a', 'b'] });
  });

  test('a window has to be open', () => {
    const rules = `
  - name: office
    allow: [approve]
    who: { users: [U0ADA] }
    when: { window: { days: [mon], from: "09:00", to: "17:00", zone: UTC } }
`;
    expect(named(rules).named).toEqual(['U0ADA']);
    expect(named(rules, '2026-11-02T18:00:00Z').named).toEqual([]);
  });

  test('whom a rule forbids it is not named, and nobody where it is forbidden to all', () => {
    const all =
      '  - { name: all, allow: [approve], who: { everyone: true, users: [U0ADA], groups: [S0OPS1] } }\n';
    const not = (who: string) => named(`${all}  - { name: no, deny: [approve], who: ${who} }\n`);
    expect(not('{ users: [U0ADA] }')).toEqual({ named: ['S0OPS1'], everyone: true, rules: ['all'] });
    expect(not('{ groups: [S0OPS1] }')).toEqual({ named: ['U0ADA'], everyone: true, rules: ['all'] });
    expect(not('{ everyone: true }')).toEqual({ named: [], everyone: false, rules: [] });
  });
});
