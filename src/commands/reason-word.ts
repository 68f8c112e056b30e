import type { Mistake } from '../views/help-mistake.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, pairOf } from './words.ts';

/** Long enough for a sentence; it stands in the audit log for ever. */
const LONGEST = 300;

/** @returns what `reason:"…"` gives, a mistake when that is nothing, null for other words */
export function reasonOf(word: Word): { readonly reason: string } | Mistake | null {
  const pair = looksLikeUrl(word.text) ? null : pairOf(word, ':');
  if (pair?.key.toLowerCase() !== 'reason') return null;
  const reason = pair.value.trim().slice(0, LONGEST);
  return reason === '' ? { mistake: 'empty-value', word: word.text } : { reason };
}
