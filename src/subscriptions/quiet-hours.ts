import { parseWindow, type QuietWindow } from './quiet-window.ts';
import { dateAt, dayOf, momentAt } from './wall-clock.ts';

/** Windows without a gap for longer than this are quiet for ever, and nothing would ever be told. */
const LONGEST_MS = 15 * 86_400_000;
/** Windows that follow upon each other; more of them than fit into the longest time mean the same. */
const MOST_STEPS = 200;

/**
 * @param windows as `windowText` writes them; one that is none any more is passed over
 * @returns when the quiet that `at` lies in ends; null when it is not quiet then, or would be for ever
 */
export function quietUntil(windows: readonly string[], at: Date): Date | null {
  const parsed = windows.map(windowOf).filter((window) => window !== null);
  let end = at.getTime();
  for (let step = 0; step < MOST_STEPS; step++) {
    const later = Math.max(end, ...parsed.map((window) => endOf(window, end)));
    if (later === end) return end === at.getTime() ? null : new Date(end);
    if (later - at.getTime() > LONGEST_MS) return null;
    end = later;
  }
  return null;
}

/** @returns true when the windows leave no moment of a week */
export function isAlwaysQuiet(windows: readonly string[], now: Date): boolean {
  const parsed = windows.map(windowOf).filter((window) => window !== null);
  let end = now.getTime();
  for (let step = 0; step < MOST_STEPS && end - now.getTime() <= LONGEST_MS; step++) {
    const later = Math.max(end, ...parsed.map((window) => endOf(window, end)));
    if (later === end) return false;
    end = later;
  }
  return parsed.length > 0;
}

/** @returns when the window that `moment` lies in ends, or 0; both in milliseconds since 1970 */
function endOf({ days, hours, zone }: QuietWindow, moment: number): number {
  const today = dateAt(new Date(moment), zone);
  for (const date of [today.subtract({ days: 1 }), today]) {
    if (days.length > 0 && !days.includes(dayOf(date))) continue;
    const { from, to } = hours ?? { from: '00:00', to: '00:00' };
    const begins = momentAt(date, from, zone);
    const ends = momentAt(to <= from ? date.add({ days: 1 }) : date, to, zone);
    if (begins <= moment && moment < ends) return ends;
  }
  return 0;
}

const MOST_KEPT = 5_000;
const kept = new Map<string, QuietWindow | null>();

/** The same few texts are looked at for every event. */
function windowOf(text: string): QuietWindow | null {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const parsed = parseWindow(text);
  const window = 'problem' in parsed ? null : parsed;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, window);
  return window;
}
