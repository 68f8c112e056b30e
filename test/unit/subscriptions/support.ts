import type { PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import type { Filter } from '../../../src/domain/subscription-filter.ts';
import { factsOf, type Surroundings } from '../../../src/subscriptions/facts.ts';
import { explain } from '../../../src/subscriptions/match.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';

export const filter = (parts: Partial<Filter> = {}): Filter => ({
  ...USUAL,
  project: 'gh/acme/storefront',
  outcomes: ['all'],
  ...parts,
});
export const around = (parts: Partial<Surroundings> = {}): Surroundings => ({
  defaultBranch: 'main',
  before: new Map(),
  ...parts,
});

/** @returns whether it passes, and the clauses that stop it with their reason */
export function verdict(
  wanted: Partial<Filter>,
  snapshot: PipelineSnapshot,
  surroundings: Partial<Surroundings> = {},
  span: 'now' | 'ever' = 'now',
): { passes: boolean; stoppedBy: string[] } {
  const { passes, clauses } = explain(filter(wanted), factsOf(snapshot, around(surroundings), span));
  const stopped = clauses.filter((clause) => !clause.passes);
  return { passes, stoppedBy: stopped.map(({ clause, why }) => `${clause}: ${why.because}`) };
}
