import type { Locale } from '../domain/locale.ts';

/** Durations, counts, lists and moments in words of a language. Nothing here reads a clock or a time zone. */

const UNITS = {
  en: { day: 'd', hour: 'h', minute: 'm', second: 's', space: ' ' },
  ja: { day: '日', hour: '時間', minute: '分', second: '秒', space: '' },
} as const satisfies Record<Locale, Record<string, string>>;

/**
 * @param milliseconds negative counts as nothing
 * @returns the two largest units, cut off and not rounded: `3m 12s`, `1h 5m`, `3分12秒`
 */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const names = UNITS[locale];
  const parts = [
    { value: Math.floor(seconds / 86_400), unit: names.day },
    { value: Math.floor(seconds / 3600) % 24, unit: names.hour },
    { value: Math.floor(seconds / 60) % 60, unit: names.minute },
    { value: seconds % 60, unit: names.second },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  if (first === -1) return `0${names.second}`;
  return parts
    .slice(first, first + 2)
    .filter(({ value }) => value > 0)
    .map(({ value, unit }) => `${value}${unit}`)
    .join(names.space);
}

/** @returns milliseconds from one ISO 8601 time to another, null when either is missing or no time */
export function millisecondsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const difference = Date.parse(to) - Date.parse(from);
  return Number.isNaN(difference) ? null : difference;
}

/**
 * A moment that Slack shows in each reader's language and time zone.
 * Source: Slack docs, "Formatting text for app surfaces", date formatting.
 *
 * @param time ISO 8601
 * @returns mrkdwn, or null when it is no time since 1970
 */
export function slackDate(time: string): string | null {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds) || milliseconds < 0) return null;
  const fallback = new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(milliseconds / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}

/** @returns the items as one phrase: `a, b`, `a、b` */
export function formatList(items: readonly string[], locale: Locale): string {
  return items.join(locale === 'ja' ? '、' : ', ');
}

/** @returns the number with the language's separators: `1,234` */
export function formatCount(count: number, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(count);
}

const ENGLISH = new Intl.PluralRules('en');

/**
 * @param count a number, or one as {@link formatCount} writes it
 * @returns the form of a word, or of a sentence, that English has for so many
 */
export function plural(count: number | string, one: string, many: string): string {
  const number = typeof count === 'number' ? count : Number(count.replaceAll(',', ''));
  return ENGLISH.select(number) === 'one' ? one : many;
}

/** @returns `in 5 minutes`, `in 12 seconds`: when something is over that lasts this long, rounded up */
export function relativeTime(ms: number, locale: Locale): string {
  const format = new Intl.RelativeTimeFormat(locale);
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60 ? format.format(seconds, 'second') : format.format(Math.ceil(seconds / 60), 'minute');
}
