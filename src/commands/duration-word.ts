/** What people write after a number. */
const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  min: 60_000,
  mins: 60_000,
  分: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hrs: 3_600_000,
  時間: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  日: 86_400_000,
};
const PART = /(\d{1,5})(\p{L}+)/gu;

/** @returns milliseconds of a duration such as `30m`, `2h`, `1d12h`, `2時間`; null for anything else, and for nothing */
export function durationOf(text: string): number | null {
  const lower = text.normalize('NFKC').toLowerCase();
  if (!/^(?:\d{1,5}\p{L}+){1,3}$/u.test(lower)) return null;
  let total = 0;
  for (const [, count = '', unit = ''] of lower.matchAll(PART)) {
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) return null;
    total += Number(count) * size;
  }
  return total === 0 ? null : total;
}
