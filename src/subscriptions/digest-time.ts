import { DAYS, type Day, dateAt, dayOf, momentAt, readTime } from './wall-clock.ts';
import { readZone } from './zones.ts';

/** When a digest is posted. Hours begin where they do in UTC. */
export type DigestTime =
  | { readonly every: 'hourly' }
  | { readonly every: 'daily'; readonly time: string; readonly zone: string }
  | { readonly every: 'weekly'; readonly day: Day; readonly time: string; readonly zone: string };

export const PERIODS = ['hourly', 'daily', 'weekly'] as const;

export type DigestProblem =
  | { readonly problem: 'form' }
  | { readonly problem: 'zone'; readonly word: string; readonly nearest: readonly string[] };

const HOUR_MS = 3_600_000;
const USUAL = { day: 'mon', time: '09:00', zone: 'UTC' } as const;

/** @param text `hourly`, `daily`, `daily@09:00 Europe/Berlin`, `weekly@mon@09:00@Asia/Tokyo` */
export function parseDigest(text: string): DigestTime | DigestProblem {
  const [first = '', ...rest] = text
    .normalize('NFKC')
    .split(/[@,\s]+/u)
    .filter((part) => part !== '');
  const every = PERIODS.find((period) => period === first.toLowerCase());
  if (every === undefined || (every === 'hourly' && rest.length > 0)) return { problem: 'form' };
  if (every === 'hourly') return { every };
  let day: Day | null = null;
  let time: string | null = null;
  let zone: string | null = null;
  for (const part of rest) {
    const named = DAYS.find((one) => part.toLowerCase().startsWith(one) && !part.includes('/'));
    const clock = readTime(part);
    if (clock !== null && time === null && zone === null) time = clock;
    else if (named !== undefined && every === 'weekly' && day === null && zone === null) day = named;
    else if (zone === null && !/^\d/.test(part)) {
      const read = readZone(part);
      if (!('zone' in read)) return { problem: 'zone', word: part, nearest: read.nearest };
      zone = read.zone;
    } else return { problem: 'form' };
  }
  const at = { time: time ?? USUAL.time, zone: zone ?? USUAL.zone };
  return every === 'daily' ? { every, ...at } : { every, day: day ?? USUAL.day, ...at };
}

/** @returns the one form in which it is stored; `parseDigest` reads it back */
export function digestText(digest: DigestTime): string {
  if (digest.every === 'hourly') return digest.every;
  const { every, time, zone } = digest;
  return every === 'daily' ? `${every}@${time}@${zone}` : `${every}@${digest.day}@${time}@${zone}`;
}

/** @returns the first time after `now`; of a text that is none, the next full hour, so that nothing is kept for ever */
export function nextDigest(text: string, now: Date): Date {
  const parsed = parseDigest(text);
  if ('problem' in parsed || parsed.every === 'hourly') return nextHour(now);
  const today = dateAt(now, parsed.zone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = today.add({ days: ahead });
    if (parsed.every === 'weekly' && dayOf(date) !== parsed.day) continue;
    const moment = momentAt(date, parsed.time, parsed.zone);
    if (moment > now.getTime()) return new Date(moment);
  }
  return nextHour(now);
}

/** @returns the next full hour in UTC */
export function nextHour(now: Date): Date {
  return new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
}
