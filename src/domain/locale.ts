export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * @param tag a Slack locale such as `ja-JP` or `en-GB`, or nothing
 * @returns the catalogue that reads best for it; `fallback` where none does
 */
export function localeOf(tag: string | null | undefined, fallback: Locale): Locale {
  return spoken(tag) ?? fallback;
}

/** @returns the catalogue for a Slack locale; null when there is none */
export function spoken(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? null;
}
