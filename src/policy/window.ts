import type { TimeWindow } from '../domain/policy.ts';

/** Making one takes longer than a thousand decisions. Zones are few. */
const formats = new Map<string, Intl.DateTimeFormat>();
const DAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** @returns true when a moment is in the window, by the clocks of its zone, daylight saving included */
export function isInWindow({ days, from, to, zone }: TimeWindow, at: Date): boolean {
  const { day, minute } = localTime(at, zone);
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  // Over midnight: the part after it belongs to the day before.
  const yesterday = day === 1 ? 7 : day - 1;
  return minute >= from ? days.includes(day) : minute < to && days.includes(yesterday);
}

/** @returns true for a zone that this program knows */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

interface LocalTime {
  readonly day: number;
  readonly minute: number;
}

/** A decision asks for the same minute again and again. */
const lastAsked = new Map<string, { readonly epochMinute: number; readonly local: LocalTime }>();

function localTime(at: Date, zone: string): LocalTime {
  const epochMinute = Math.floor(at.getTime() / 60_000);
  const known = lastAsked.get(zone);
  if (known?.epochMinute === epochMinute) return known.local;
  const local = readClock(at, zone);
  lastAsked.set(zone, { epochMinute, local });
  return local;
}

function readClock(at: Date, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return { day: DAYS[parts.get('weekday') ?? ''] ?? 0, minute };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone });
  formats.set(zone, made);
  return made;
}
