import { readReason } from '../runs/reason.ts';
import type { Mistake } from '../views/help-mistake.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, pairOf } from './words.ts';

/** @returns what `reason:"…"` gives, a mistake when that is nothing, null for other words */
export function reasonOf(word: Word): { readonly reason: string } | Mistake | null {
  const pair = looksLikeUrl(word.text) ? null : pairOf(word, ':');
  if (pair?.key.toLowerCase() !== 'reason') return null;
  const reason = readReason(pair.value);
  return reason === null ? { mistake: 'empty-value', word: word.text } : { reason };
}
