import { LOCALES, type Locale } from '../domain/locale.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { nearest } from './nearest.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, pairOf, unexpected, unknownOption } from './words.ts';

export interface UseArgs {
  readonly project: string | null;
  readonly language: Locale | null;
}

/** What people call the languages. */
const NAMES: ReadonlyMap<string, Locale> = new Map([
  ['english', 'en'],
  ['英語', 'en'],
  ['japanese', 'ja'],
  ['jp', 'ja'],
  ['日本語', 'ja'],
]);

/** @returns the project and the language that were given; both null when nothing was */
export function parseUse(words: readonly Word[]): UseArgs | Mistake {
  let project: string | null = null;
  let language: Locale | null = null;
  for (const word of words) {
    if (optionOf(word) !== null) return unknownOption(word, []);
    const pair = looksLikeUrl(word.text) ? null : (pairOf(word, ':') ?? pairOf(word, '='));
    if (pair === null) {
      if (project !== null || word.text === '') return unexpected(word);
      project = word.text;
      continue;
    }
    if (!['language', 'lang', 'locale'].includes(pair.key.toLowerCase())) {
      const near = nearest(pair.key, ['language']).map((key) => `${key}:${pair.value}`);
      return { mistake: 'unexpected-word', word: word.text, nearest: near };
    }
    if (pair.value === '') return { mistake: 'empty-value', word: word.text };
    language = languageOf(pair.value);
    if (language === null) return { mistake: 'unknown-language', word: pair.value };
  }
  return { project, language };
}

function languageOf(text: string): Locale | null {
  const lower = text.toLowerCase();
  const base = lower.split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === base) ?? NAMES.get(lower) ?? null;
}
