import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countVotes, type JudgedVote, missingOf } from '../../../src/votes/count.ts';

const pair = { name: 'pair', approvers: 2 };
const crowd = { name: 'crowd', approvers: 4 };
const vote = (userId: string, rules: JudgedVote['rules'], rightOf = userId): JudgedVote => ({
  userId,
  rightOf,
  rules,
});

describe('counting votes', () => {
  it('is nothing without a vote that counts', () => {
    expect(countVotes([], null)).toBeNull();
    expect(countVotes([vote('U1', [])], null)).toBeNull();
    expect(countVotes([vote('U1', [pair])], 'U2')).toBeNull();
  });

  it('is enough when a rule has as many as it asks for', () => {
    const one = countVotes([vote('U1', [pair])], 'U1');
    expect(one).toEqual({ rule: 'pair', needed: 2, voters: ['U1'] });
    expect(one === null ? null : missingOf(one)).toBe(1);
    const two = countVotes([vote('U1', [pair]), vote('U2', [pair])], 'U2');
    expect(two === null ? null : missingOf(two)).toBe(0);
  });

  it('takes the rule that is nearest, and of two as near the one that asks for fewer', () => {
    const votes = ['U1', 'U2', 'U3'].map((user) => vote(user, [crowd]));
    expect(countVotes([...votes, vote('U4', [pair, crowd])], 'U4')).toMatchObject({ rule: 'crowd' });
    const near = { name: 'near', approvers: 3 };
    expect(countVotes([vote('U1', [near]), vote('U2', [near, pair])], 'U2')).toMatchObject({ rule: 'pair' });
  });

  it('does not add up two rules, and looks at those of the one who decides', () => {
    const votes = [vote('U1', [pair]), vote('U2', [crowd]), vote('U3', [crowd])];
    expect(countVotes(votes, 'U3')).toEqual({ rule: 'crowd', needed: 4, voters: ['U2', 'U3'] });
    expect(countVotes(votes, 'U1')).toEqual({ rule: 'pair', needed: 2, voters: ['U1'] });
  });

  it('counts nobody’s right twice', () => {
    const votes = [vote('U2', [pair], 'U1'), vote('U1', [pair])];
    expect(countVotes(votes, 'U1')).toMatchObject({ voters: ['U2'] });
  });

  it('never has more voters than people and rights, and none whom the rule does not allow it', () => {
    const user = fc.constantFrom('U1', 'U2', 'U3', 'U4');
    const rules = fc.subarray([pair, crowd, { name: 'one', approvers: 1 }]);
    const votes = fc.array(fc.record({ userId: user, rightOf: user, rules }), { maxLength: 12 });
    fc.assert(
      fc.property(votes, fc.option(user), (cast, deciding) => {
        const tally = countVotes(cast, deciding);
        if (tally === null) return;
        const able = cast.filter((one) => one.rules.some(({ name }) => name === tally.rule));
        expect(new Set(tally.voters).size).toBe(tally.voters.length);
        expect(tally.voters.length).toBeLessThanOrEqual(new Set(able.map((one) => one.rightOf)).size);
        for (const voter of tally.voters) expect(able.some((one) => one.userId === voter)).toBe(true);
        if (deciding !== null) expect(able.some((one) => one.userId === deciding)).toBe(true);
      }),
    );
  });
});
