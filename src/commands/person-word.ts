import type { Word } from './tokens.ts';

/**
 * @returns the Slack user id that a word names: of a mention, or the id itself. Never by a name that is shown, which
 *   anyone can give themselves.
 */
export function personOf(word: Word): string | null {
  if (word.user !== null) return word.user;
  return !word.quoted && /^[UW][A-Z0-9]{6,30}$/.test(word.text) ? word.text : null;
}
