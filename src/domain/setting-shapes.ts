import { z } from 'zod';

/** The shapes that values of settings have, each with what is said when one has not. */

/** Tokens go into an HTTP header, so a line break or a pasted ellipsis would only be found out much later. */
export function token(what: string, prefix = '') {
  const begins = prefix === '' ? '' : `, which begins with ${prefix}`;
  return z
    .string()
    .startsWith(prefix, `must be ${what}${begins}`)
    .regex(/^[\x21-\x7e]+$/, `must be ${what}, without spaces and other characters that no token has`);
}

/** An address that is logged, shown and appended to: hence without user, password, query and fragment. */
export function url(example: string) {
  return z
    .string()
    .refine(isPlainUrl, `must be an http(s) URL such as ${example}, without user name, password, ? and #`)
    .transform((text) => new URL(text).href.replace(/\/+$/, ''));
}

function isPlainUrl(text: string): boolean {
  const parsed = URL.parse(text);
  if (parsed === null || !/^https?:\/\//i.test(text)) return false;
  return parsed.username === '' && parsed.password === '' && !/[?#]/.test(text);
}

export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

export function listOf(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** @returns a schema for a whole number from `least` to `most`, written in digits; `of` says of what, such as ` of days` */
export function wholeNumber(least: number, most: number, of = '') {
  const longest = String(most).length;
  const isWithin = (text: string) =>
    /^\d+$/.test(text) && text.length <= longest && Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .refine(isWithin, `must be a whole number${of} from ${least} to ${most}`)
    .transform(Number);
}
