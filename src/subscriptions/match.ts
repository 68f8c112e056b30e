import type { Explanation, Filter } from '../domain/subscription-filter.ts';
import {
  authorClause,
  botsClause,
  jobClause,
  mineClause,
  outcomeClause,
  projectClause,
  refClause,
  workflowClause,
} from './clauses.ts';
import type { Facts } from './facts.ts';

const CLAUSES = [
  projectClause,
  refClause,
  authorClause,
  mineClause,
  botsClause,
  workflowClause,
  jobClause,
  outcomeClause,
] as const;

/** @returns each clause of a subscription with what it says of a pipeline and why; it passes when all of them do */
export function explain(filter: Filter, facts: Facts): Explanation {
  const clauses = CLAUSES.map((clause) => clause(filter, facts));
  return { passes: clauses.every(({ passes }) => passes), clauses };
}

/**
 * Whether this channel wants a card for this pipeline, as it stands now. Once there is a card it stays and is kept
 * true; this decides only when it appears. It is its own explanation, so the two never differ.
 */
export function wantsCard(filter: Filter, facts: Facts): boolean {
  return explain(filter, facts).passes;
}
