import type { Mistake } from '../views/help-mistake.ts';
import { nearest } from './nearest.ts';
import type { Word } from './tokens.ts';

/** What a word is in the grammar that the commands share. */

export interface Pair {
  readonly key: string;
  readonly value: string;
  /** True when some of it was in quotes. */
  readonly quoted: boolean;
}

/** @returns both sides of the word's first plain `=` or `:`, or null when it has none */
export function pairOf(word: Word, sign: '=' | ':'): Pair | null {
  const at = sign === '=' ? word.equals : word.colon;
  if (at < 0) return null;
  return { key: word.text.slice(0, at), value: word.text.slice(at + 1), quoted: word.quoted };
}

/**
 * @returns the name of an option such as `--failed`, in lower case; null for other words. Phones make one long dash
 *   of two short ones, and no branch may begin with one. Source: git documentation, check-ref-format.
 */
export function optionOf(word: Word): string | null {
  if (word.quoted) return null;
  return /^(?:-{1,2}|[‐-―−])(\p{L}[\p{L}\p{N}-]*)$/u.exec(word.text)?.[1]?.toLowerCase() ?? null;
}

/** @returns the mistake of an option that the command does not have, with the nearest one that it has */
export function unknownOption(word: Word, options: readonly string[]): Mistake {
  const near = nearest(optionOf(word) ?? '', options).map((option) => `--${option}`);
  return { mistake: 'unknown-option', word: word.text, nearest: near };
}

/** @returns the mistake of a word too many, for commands that take fewer */
export function unexpected(word: Word): Mistake {
  return { mistake: 'unexpected-word', word: word.text };
}

const HOSTS = /^<?(?:[a-z0-9-]+\.)*(?:circleci\.com|github\.com|gitlab\.com|bitbucket\.org)(?:\/|$)/i;

/** @returns true when a person meant a web address by it, CircleCI's or not; also one in typed angle brackets */
export function looksLikeUrl(text: string): boolean {
  return /^<?https?:\/\//i.test(text) || HOSTS.test(text);
}
