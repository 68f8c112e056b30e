import { isRefName } from '../domain/unmatchable.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { type Assignment, type Parameters, toParameters } from '../views/run-modal-values.ts';
import { reasonOf } from './reason-word.ts';
import { type GitRef, refOf, refText } from './ref-words.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, pairOf, unexpected, unknownOption } from './words.ts';

export interface RunArgs {
  /** Plain words in their order: a project, a branch, or both. Which is which depends on what projects there are. */
  readonly names: readonly string[];
  /** Given by `branch:` or `tag:`. */
  readonly ref: GitRef | null;
  readonly parameters: Parameters;
  /** Given by `definition:`, an id or a name. */
  readonly definition?: string;
  /** Given by `preset:`. */
  readonly preset?: string;
  /** Why, in the person's words. */
  readonly reason?: string;
}

/** @returns what the words of `run` say, or the first of them that cannot be meant */
export function parseRun(words: readonly Word[]): RunArgs | Mistake {
  const names: string[] = [];
  const assignments: Assignment[] = [];
  let ref: GitRef | null = null;
  let reason: string | null = null;
  const named: { definition?: string; preset?: string } = {};
  for (const word of words) {
    if (optionOf(word) !== null) return unknownOption(word, []);
    const given = reasonOf(word);
    if (given !== null) {
      if (isMistake(given)) return given;
      if (reason !== null) return unexpected(word);
      reason = given.reason;
      continue;
    }
    const name = namedBy(word);
    if (name !== null) {
      if (isMistake(name)) return name;
      if (named[name.what] !== undefined) return unexpected(word);
      named[name.what] = name.value;
      continue;
    }
    const found = refOf(word);
    if (found !== null) {
      if (isMistake(found)) return found;
      if (ref !== null) return { mistake: 'two-refs', first: refText(ref), second: refText(found) };
      ref = found;
      continue;
    }
    const pair = looksLikeUrl(word.text) ? null : pairOf(word, '=');
    if (pair !== null) assignments.push(pair);
    else if (names.length === 2 || word.text === '') return unexpected(word);
    else names.push(word.text);
  }
  const [, branch] = names;
  if (ref !== null && branch !== undefined) {
    return { mistake: 'two-refs', first: branch, second: refText(ref) };
  }
  if (branch !== undefined && !isRefName(branch)) return { mistake: 'ref-name', word: branch };
  const read = toParameters(assignments);
  const why = reason === null ? {} : { reason };
  return isMistake(read) ? read : { names, ref, parameters: read.parameters, ...named, ...why };
}

/** @returns what `definition:NAME` or `preset:NAME` names; a mistake when that is nothing; null for other words */
function namedBy(
  word: Word,
): { readonly what: 'definition' | 'preset'; readonly value: string } | Mistake | null {
  const pair = looksLikeUrl(word.text) || word.equals >= 0 ? null : pairOf(word, ':');
  const what = pair?.key.toLowerCase();
  if (pair === null || (what !== 'definition' && what !== 'preset')) return null;
  return pair.value === '' ? { mistake: 'empty-value', word: word.text } : { what, value: pair.value };
}
