import type { Locale } from '../domain/locale.ts';
import { formatCount, formatList } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';

/** Most items shown, and most UTF-16 units they take together. */
export interface ListLimits {
  readonly items: number;
  readonly length: number;
}

/**
 * @param items all of them; only those that may be shown are rendered
 * @param render makes mrkdwn of one
 * @returns the items as one phrase that ends with how many more there are
 */
export function listOf<T>(
  items: readonly T[],
  render: (item: T) => string,
  limits: ListLimits,
  locale: Locale,
): string {
  const shown = shownItems(items.slice(0, limits.items).map(render), limits.length);
  const list = formatList(shown, locale);
  const more = items.length - shown.length;
  return more === 0 ? list : messages(locale).cards.and(list, formatCount(more, locale));
}

/** @returns the same for items that are mrkdwn already */
export function listWithin(items: readonly string[], limits: ListLimits, locale: Locale): string {
  return listOf(items, (item) => item, limits, locale);
}

function shownItems(items: readonly string[], maximum: number): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const item of items) {
    length += item.length + 2;
    if (length > maximum) break;
    shown.push(item);
  }
  return shown;
}
