import { DAYS, type Day, readTime } from './wall-clock.ts';
import { readZone } from './zones.ts';

/** Hours of some days in a zone. A window over midnight belongs to the day on which it begins. */
export interface QuietWindow {
  /** In the order of the week; empty for every day. */
  readonly days: readonly Day[];
  /** `HH:MM` from and to, null for whole days. */
  readonly hours: { readonly from: string; readonly to: string } | null;
  readonly zone: string;
}

export type WindowProblem =
  | { readonly problem: 'form' }
  | { readonly problem: 'zone'; readonly word: string; readonly nearest: readonly string[] };

const GROUPS = new Map<string, readonly Day[]>([
  ['weekdays', DAYS.slice(0, 5)],
  ['weekend', DAYS.slice(5)],
  ['weekends', DAYS.slice(5)],
  ['daily', DAYS],
]);

/** @param text `22:00-07:00@Asia/Tokyo`, `sat,sun@UTC`, `mon-fri,20:00-08:00@Europe/Berlin` */
export function parseWindow(text: string): QuietWindow | WindowProblem {
  const [, what, where] = /^([^@]+)@([^@]+)$/.exec(text.normalize('NFKC').trim()) ?? [];
  if (what === undefined || where === undefined) return { problem: 'form' };
  const days = new Set<Day>();
  let hours: QuietWindow['hours'] = null;
  for (const part of what.split(/[,、\s]+/u).filter((one) => one !== '')) {
    const named = readDays(part.toLowerCase());
    const range = named === null ? readHours(part) : null;
    if (named === null && (range === null || hours !== null)) return { problem: 'form' };
    hours ??= range;
    for (const day of named ?? []) days.add(day);
  }
  if (hours === null && days.size === 0) return { problem: 'form' };
  const read = readZone(where.trim());
  if (!('zone' in read)) return { problem: 'zone', word: where.trim(), nearest: read.nearest };
  const chosen = days.size === DAYS.length ? [] : DAYS.filter((day) => days.has(day));
  return { days: chosen, hours, zone: read.zone };
}

/** @returns the window in the one form in which it is stored; `parseWindow` reads it back */
export function windowText({ days, hours, zone }: QuietWindow): string {
  const time = hours === null ? [] : [`${hours.from}-${hours.to}`];
  const named = days.length === 0 && hours === null ? DAYS : days;
  return `${[...named, ...time].join(',')}@${zone}`;
}

function readDays(text: string): readonly Day[] | null {
  const group = GROUPS.get(text);
  if (group !== undefined) return group;
  const [from, to, ...more] = text.split(/[-–~]/).map((name) => dayNamed(name));
  if (from === undefined || from < 0 || to === -1 || more.length > 0) return null;
  if (to === undefined) return DAYS.slice(from, from + 1);
  return from <= to ? DAYS.slice(from, to + 1) : [...DAYS.slice(from), ...DAYS.slice(0, to + 1)];
}

/** @returns the place in the week of `mon`, `mon.` and `monday`; -1 for what is no day */
function dayNamed(name: string): number {
  return DAYS.findIndex((one) => new RegExp(`^${one}(?:\\.|[a-z]*day)?$`).test(name));
}

function readHours(text: string): QuietWindow['hours'] {
  const [first = '', second = '', ...more] = text.split(/[-–~]/);
  const from = readTime(first);
  const to = readTime(second === '24:00' ? '00:00' : second);
  return from === null || to === null || from === to || more.length > 0 ? null : { from, to };
}
