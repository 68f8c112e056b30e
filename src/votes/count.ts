import type { PolicyRule } from '../domain/policy.ts';

/** A vote with what the rules say about it now. */
export interface JudgedVote {
  readonly userId: string;
  /** Whose right it uses: their own id, or that of whoever delegated to them. */
  readonly rightOf: string;
  /** The rules that allow it; none when it does not count any more. */
  readonly rules: readonly Pick<PolicyRule, 'name' | 'approvers'>[];
}

export interface Tally {
  /** The rule that is nearest to being fulfilled. */
  readonly rule: string;
  readonly needed: number;
  /** Slack user ids of those whom that rule allows it, in the order of their votes. */
  readonly voters: readonly string[];
}

/**
 * How far an approval is. A rule that asks for three people is fulfilled by three whom this very rule allows it; what
 * one rule grants to some is not added to what another grants to others. Nobody counts twice, and nobody's right.
 *
 * @param deciding whose rules count: those of the one who would approve; null for everybody's
 * @returns null when no rule allows it to anyone
 */
export function countVotes(votes: readonly JudgedVote[], deciding: string | null): Tally | null {
  let best: Tally | null = null;
  const asked = votes.filter(({ userId }) => deciding === null || userId === deciding);
  for (const { name, approvers } of asked.flatMap(({ rules }) => rules)) {
    const tally = { rule: name, needed: approvers, voters: votersOf(votes, name) };
    if (best === null || missingOf(tally) < missingOf(best)) best = tally;
    else if (missingOf(tally) === missingOf(best) && tally.needed < best.needed) best = tally;
  }
  return best;
}

/** @returns how many more people it takes */
export function missingOf({ needed, voters }: Tally): number {
  return Math.max(0, needed - voters.length);
}

function votersOf(votes: readonly JudgedVote[], rule: string): string[] {
  const voters = new Set<string>();
  const used = new Set<string>();
  for (const { userId, rightOf, rules } of votes) {
    if (!rules.some(({ name }) => name === rule) || used.has(rightOf)) continue;
    voters.add(userId);
    used.add(rightOf);
  }
  return [...voters];
}
