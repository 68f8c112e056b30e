export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * @param tag a Slack locale such as `ja-JP` or `en-GB`, or nothing
 * @returns the catalogue that reads best for it; `fallback` where none does
 */
export function localeOf(tag: string | null | undefined, fallback: Locale): Locale {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? fallback;
}
