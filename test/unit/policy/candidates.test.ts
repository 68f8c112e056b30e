import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_ACTIONS, type Policy, type PolicyRule } from '../../../src/domain/policy.ts';
import { candidates } from '../../../src/policy/candidates.ts';
import { decide, explain, type PolicyRequest } from '../../../src/policy/decide.ts';

/** Few words, so that rules and requests meet often; some are patterns, some look like them. */
const text = fc.constantFrom('main', 'hold', 'hold-1', 'gh/acme/web', 'a');
const glob = fc.oneof(text, fc.constantFrom('hold*', '**', '!main', '!hold', 'h\\old', 'a!', '[ah]', '{a}'));
const patterns = fc.option(fc.array(glob, { minLength: 1, maxLength: 3 }), { freq: 2 });
const channels = fc.option(fc.array(fc.constantFrom('C0ONE00001', 'C0TWO00002'), { minLength: 1 }), {
  freq: 2,
});
const rule: fc.Arbitrary<PolicyRule> = fc.record({
  name: fc.string(),
  effect: fc.constantFrom('allow' as const, 'deny' as const),
  actions: fc.uniqueArray(fc.constantFrom(...POLICY_ACTIONS), { minLength: 1 }),
  where: fc.record({
    project: patterns,
    branch: patterns,
    tag: patterns,
    workflow: patterns,
    job: patterns,
    channel: channels,
  }),
  who: fc.record({
    users: fc.subarray(['U0ADA00001', 'U0BEN00002']),
    groups: fc.subarray(['S0ONE00001', 'S0TWO00002']),
    everyone: fc.boolean(),
  }),
  linked: fc.boolean(),
  notStarter: fc.boolean(),
  reason: fc.boolean(),
  confirm: fc.boolean(),
  approvers: fc.constantFrom(1, 2, 3),
  window: fc.constant(null),
  line: fc.nat(),
});
const value = fc.option(text, { freq: 3 });
const request: fc.Arbitrary<PolicyRequest> = fc.record({
  action: fc.constantFrom(...POLICY_ACTIONS),
  at: fc.constant(new Date('2026-11-18T12:00:00Z')),
  place: fc.record({
    channel: fc.option(fc.constantFrom('C0ONE00001', 'C0TWO00002')),
    project: value,
    branch: value,
    tag: value,
    workflow: value,
    job: value,
  }),
  person: fc.record({
    teamId: fc.constant('T0HOME'),
    userId: fc.constantFrom('U0ADA00001', 'U0CHIE0003'),
    homeTeamId: fc.constant('T0HOME'),
    isFullMember: fc.boolean(),
    isLinked: fc.boolean(),
    groups: fc.constantFrom(
      new Map([['S0ONE00001', true]]),
      new Map<string, boolean | 'unknown'>([['S0TWO00002', 'unknown']]),
    ),
  }),
  isStarter: fc.constantFrom(true, false, 'unknown' as const),
  hasReason: fc.boolean(),
});
const policyOf = (rules: PolicyRule[]): Policy => ({ rules, digest: 'abc' });

describe('the rules that are looked at', () => {
  it('are all that apply, in the order of the file', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 30 }), fc.array(request, { minLength: 1 }), (rules, asked) => {
        const policy = policyOf(rules);
        for (const one of asked) {
          const looked = candidates(policy, one);
          expect(looked).toEqual(rules.filter((each) => looked.includes(each)));
          const applying = explain(policy, one).filter(({ obstacles }) => obstacles.length === 0);
          for (const { rule: each } of applying) expect(looked).toContain(each);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('decide as all of them would, one by one', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 30 }), request, (rules, asked) => {
        const verdicts = explain(policyOf(rules), asked);
        const applying = verdicts
          .filter(({ obstacles }) => obstacles.length === 0)
          .map(({ rule: each }) => each);
        const denying = applying.find(({ effect }) => effect === 'deny');
        const [allowing] = applying
          .filter(({ effect }) => effect === 'allow')
          .toSorted((a, b) => a.approvers - b.approvers);
        const decision = decide(policyOf(rules), asked);
        expect(decision.rule).toBe(denying ?? allowing ?? null);
        expect(decision.allowed).toBe(denying === undefined && allowing !== undefined);
        // What is missing is what stands in the way of some rule that is about this place and person.
        if (decision.missing.length > 0) {
          expect(verdicts.map(({ obstacles }) => obstacles)).toContainEqual(decision.missing);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are few when rules name different jobs', () => {
    const [sample] = fc.sample(rule, 1);
    if (sample === undefined) throw new Error('no rule');
    const nowhere = { project: null, branch: null, tag: null, workflow: null, channel: null };
    const rules = Array.from({ length: 1_000 }, (_, n) => ({
      ...sample,
      actions: ['approve' as const],
      where: { ...nowhere, job: [`hold-${n}`] },
    }));
    const [asked] = fc.sample(request, 1);
    if (asked === undefined) throw new Error('no request');
    const of = (job: string | null) =>
      candidates(policyOf(rules), { ...asked, action: 'approve', place: { ...asked.place, job } });
    expect(of('hold-7')).toEqual([rules[7]]);
    expect(of('hold-none')).toEqual([]);
    // A rule that denies has to be asked about what is not known.
    expect(of(null)).toHaveLength(1_000);
  });
});
