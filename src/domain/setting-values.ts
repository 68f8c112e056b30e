import { z } from 'zod';

/** Kinds of values that settings have; what is wrong with one is said without it. */

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

/** One of some words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

/** @returns the parts between commas, each once, without empty ones */
export function listOf(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** @returns true for a whole number that is a port, or 0 */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535;
}

/** A key for AES-256, and the name it is known by in what was encrypted with it. */
export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const KEY = /^([\w.-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/** Keys as `name:base64`, in their order; none when it is not set. */
export const encryptionKeys = z
  .string()
  .transform(keysIn)
  .refine((keys) => keys !== null, 'must be name:base64 with 32 bytes each, separated by commas')
  .transform((keys) => keys ?? [])
  .default([]);

/** @returns null when one is none, or two have one name */
function keysIn(text: string): readonly EncryptionKey[] | null {
  const keys = listOf(text).map((part) => {
    const [, id, base64] = KEY.exec(part) ?? [];
    return id === undefined || base64 === undefined ? null : { id, key: bytesOf(base64) };
  });
  const good = keys.filter((one) => one !== null && one.key.length === 32);
  const names = new Set(good.map((one) => one?.id));
  return keys.length > 0 && names.size === keys.length ? good.filter((one) => one !== null) : null;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
}
