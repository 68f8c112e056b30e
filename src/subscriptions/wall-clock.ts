import { Temporal } from 'temporal-polyfill';

/** Days and times as a clock on the wall of a place shows them. */

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** @returns `09:05` of `9:05`, null for what is no time of a day */
export function readTime(text: string): string | null {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** @returns the date in a zone at a moment */
export function dateAt(moment: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

/**
 * @param time `HH:MM`. One that the clocks skip on that day is as much later as they skip; of one that comes twice it
 *   is the first: Temporal's "compatible".
 * @returns the moment, in milliseconds since 1970
 */
export function momentAt(date: Temporal.PlainDate, time: string, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

export function dayOf(date: Temporal.PlainDate): Day {
  return DAYS[date.dayOfWeek - 1] ?? 'mon';
}
