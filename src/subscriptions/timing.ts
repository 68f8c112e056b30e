import type { Outcome } from '../domain/subscription-filter.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { nextDigest, nextHour } from './digest-time.ts';
import { quietUntil } from './quiet-hours.ts';

/** Why something that a subscription lets through has no card now. */
export const HELD_BY = ['quiet', 'digest', 'budget'] as const;
export type HeldBy = (typeof HELD_BY)[number];

export interface Hold {
  readonly by: HeldBy;
  /** When the digest comes that tells of it. */
  readonly until: Date;
}

/** What a subscription gets that says nothing of its own. */
export const USUAL_BUDGET = 60;

/**
 * Whether the clock keeps a card back. The budget is not asked: it has to be counted, see `digests/`.
 *
 * @param reached what has happened in what the subscription is about
 */
export function holdOf(options: SubscriptionOptions, reached: readonly Outcome[], now: Date): Hold | null {
  const { quiet = [], digest, urgent = [] } = options;
  if (reached.some((outcome) => urgent.includes(outcome))) return null;
  if (digest !== undefined) return { by: 'digest', until: afterQuiet(quiet, nextDigest(digest, now)) };
  const ends = quietUntil(quiet, now);
  return ends === null ? null : { by: 'quiet', until: ends };
}

/** @returns what becomes of a card beyond the budget; null where someone has to act and must see it */
export function holdBeyondBudget(
  { quiet = [] }: SubscriptionOptions,
  reached: readonly Outcome[],
  now: Date,
): Hold | null {
  return reached.includes('on_hold') ? null : { by: 'budget', until: afterQuiet(quiet, nextHour(now)) };
}

/** A digest that would come in quiet hours comes at their end. */
function afterQuiet(quiet: readonly string[], due: Date): Date {
  return quietUntil(quiet, due) ?? due;
}
