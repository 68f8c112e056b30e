import { quietUntil } from '../subscriptions/quiet-hours.ts';
import { type Ask, DAY_MS, MINUTE_MS, quietOf, type Wait } from './steps.ts';

/** Nothing is canceled that was not announced: a day before, or a quarter of the whole time when that is less. */
function noticeMs(minutes: number): number {
  return Math.min(DAY_MS, (minutes * MINUTE_MS) / 4);
}

export interface PlannedExpiry {
  /** When it is canceled; null while that is not to be announced, or not any more. */
  readonly expiry: Wait['expiry'];
  /** When the announcement is due; null when it is made, or nobody asks for one. */
  readonly nextAt: Date | null;
}

/**
 * When the bot cancels a hold. The announcement comes first, in an hour that is not quiet, and leaves time to decide:
 * also when the bot was down, when the option was set only now, or when a clock was stepped.
 *
 * @param ask the subscription that wants it soonest; null when none does (any more)
 */
export function planExpiry(
  ask: (Ask & { readonly expire: number }) | null,
  { since, expiry }: Pick<Wait, 'since' | 'expiry'>,
  now: Date,
): PlannedExpiry {
  if (ask === null) return { expiry: null, nextAt: null };
  const minutes = ask.expire;
  if (expiry?.minutes === minutes) return { expiry, nextAt: null };
  const wanted = since.getTime() + minutes * MINUTE_MS;
  const announceAt = wanted - noticeMs(minutes);
  if (announceAt > now.getTime()) return { expiry: null, nextAt: new Date(announceAt) };
  const quiet = quietUntil(quietOf(ask), now);
  if (quiet !== null) return { expiry: null, nextAt: quiet };
  const at = new Date(Math.max(wanted, now.getTime() + noticeMs(minutes)));
  return { expiry: { at, minutes }, nextAt: null };
}
