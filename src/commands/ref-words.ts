import { isRefName } from '../domain/unmatchable.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { nearest } from './nearest.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, pairOf } from './words.ts';

/** What a pipeline runs. */
export type GitRef = { readonly branch: string } | { readonly tag: string };

const KINDS = ['branch', 'tag'] as const;

/**
 * @returns the ref of `branch:NAME` or `tag:NAME`; a mistake when something else stands before the colon, because no
 *   git ref has a colon in it (source: git documentation, check-ref-format); null for words of another kind
 */
export function refOf(word: Word): GitRef | Mistake | null {
  if (word.colon < 0 || looksLikeUrl(word.text)) return null;
  if (word.equals >= 0 && word.equals < word.colon) return null;
  const pair = pairOf(word, ':');
  if (pair === null) return null;
  const kind = KINDS.find((known) => known === pair.key.toLowerCase());
  if (kind === undefined) {
    const near = nearest(pair.key, KINDS).map((key) => `${key}:${pair.value}`);
    return { mistake: 'unexpected-word', word: word.text, nearest: near };
  }
  if (pair.value === '') return { mistake: 'empty-value', word: word.text };
  if (!isRefName(pair.value)) return { mistake: 'ref-name', word: pair.value };
  return kind === 'tag' ? { tag: pair.value } : { branch: pair.value };
}

/** @returns the ref as one would type it to be understood */
export function refText(ref: GitRef): string {
  return 'tag' in ref ? `tag:${ref.tag}` : `branch:${ref.branch}`;
}
