import type { CardRow } from './card-store.ts';

/** Slack takes an update of one message every second or so; faster ones meet its rate limit. */
const BETWEEN_UPDATES_MS = 1_000;
/** Mere progress (jobs done, what runs now) is shown ever more rarely: after 10 s, 100 s, 17 min, … */
const FIRST_PROGRESS_MS = 10_000;
const PROGRESS_FACTOR = 10;
/** After everything ended nothing more follows, so that what came late is collected for a moment only. */
const LAST_PROGRESS_MS = 3_000;

/**
 * How long a changed card waits before Slack is told. What people wait for (started, on hold, failed, finished,
 * someone acted) goes at once; progress is collected, so that a workflow of 20 jobs is not 20 updates.
 *
 * @param edge the changed card's `edge`, see `views/card.ts`
 * @param settled true when nothing more will happen to the pipeline by itself
 * @returns milliseconds; 0 when it need not wait
 */
export function waitBeforeUpdate(
  card: Pick<CardRow, 'shownAt' | 'shownEdge' | 'progressUpdates'>,
  edge: string,
  now: Date,
  settled = false,
): number {
  if (card.shownAt === null) return 0;
  const progress = settled ? LAST_PROGRESS_MS : FIRST_PROGRESS_MS * PROGRESS_FACTOR ** card.progressUpdates;
  const pause = card.shownEdge === edge ? progress : BETWEEN_UPDATES_MS;
  const age = now.getTime() - card.shownAt.getTime();
  // Shown further in the future than clocks differ: the clock was set back, and nobody waits until it is there again.
  return age < -pause ? 0 : Math.max(0, Math.min(pause, pause - age));
}
