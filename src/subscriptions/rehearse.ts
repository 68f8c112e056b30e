import type { Outcome } from '../domain/subscription-filter.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { nextHour } from './digest-time.ts';
import { type Hold, holdBeyondBudget, holdOf } from './timing.ts';

/** Something that a subscription lets pass, at the moment at which it was there to tell. */
export interface Occasion {
  readonly at: Date;
  readonly reached: readonly Outcome[];
}

export interface Rehearsal {
  readonly cards: number;
  readonly held: number;
  /** In how many digests those that were held back would have come. */
  readonly digests: number;
}

/** What the clock and the budget would have made of a time that is past, in any order. Pure. */
export function rehearse(options: SubscriptionOptions, occasions: readonly Occasion[]): Rehearsal {
  const spent = new Map<number, number>();
  const due = new Set<number>();
  let held = 0;
  for (const { at, reached } of occasions.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const hold = holdOf(options, reached, at) ?? beyond(options, reached, at, spent);
    if (hold === null) continue;
    held += 1;
    due.add(hold.until.getTime());
  }
  return { cards: occasions.length - held, held, digests: due.size };
}

function beyond(
  options: SubscriptionOptions,
  reached: readonly Outcome[],
  at: Date,
  spent: Map<number, number>,
): Hold | null {
  if (options.budget === undefined) return null;
  const hour = nextHour(at).getTime();
  const cards = (spent.get(hour) ?? 0) + 1;
  spent.set(hour, cards);
  return cards > options.budget ? holdBeyondBudget(options, reached, at) : null;
}
