import type { Outgoing } from './outgoing.ts';

/** How long to wait after the first, second, … try in vain: five tries over about an hour. Milliseconds. */
const WAITS_MS = [5_000, 60_000, 600_000, 3_000_000];
export const MOST_TRIES = WAITS_MS.length + 1;

/** Tries before their time, when Slack seems to be back, come ever more rarely: after 5 s, 10 s, 20 s, … */
const FIRST_EARLY_MS = 4_000;

/** How long a message that was tried in vain waits, as things stand at `now`; 0 when it may be tried. Milliseconds. */
export function retryIn(
  outgoing: Pick<Outgoing, 'tries' | 'early' | 'failedAt' | 'woken'>,
  now: Date,
): number {
  const { tries, early, failedAt, woken } = outgoing;
  if (failedAt === null || tries >= MOST_TRIES) return 0;
  const due = WAITS_MS[Math.max(0, tries - 1)] ?? 0;
  const wait = woken ? Math.min(due, earlyWait(early)) : due;
  const age = now.getTime() - failedAt.getTime();
  // Failed further in the future than clocks differ: the clock was set back, and nobody waits until it is there again.
  return age < -wait ? 0 : Math.max(0, wait - age);
}

/** @returns true when it would be tried now if Slack were back */
export function mayBeWoken(outgoing: Pick<Outgoing, 'early' | 'failedAt'>, now: Date): boolean {
  const { early, failedAt } = outgoing;
  return failedAt !== null && Math.abs(now.getTime() - failedAt.getTime()) >= earlyWait(early);
}

/** What a try in vain at `now` counts as: one before its time does not use up one of the five. */
export function afterFailure(
  outgoing: Pick<Outgoing, 'tries' | 'early' | 'failedAt' | 'woken'>,
  now: Date,
): { readonly tries: number; readonly early: number; readonly failedAt: Date } {
  const { tries, early, failedAt } = outgoing;
  const wasEarly = failedAt !== null && retryIn({ ...outgoing, woken: false }, now) > 0;
  if (wasEarly) return { tries, early: early + 1, failedAt };
  return { tries: tries + 1, early, failedAt: now };
}

function earlyWait(early: number): number {
  return FIRST_EARLY_MS * 2 ** Math.min(early, 12);
}
