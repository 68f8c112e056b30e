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
  /** Why, in the person's words. */
  readonly reason?: string;
}

/** @returns what the words of `run` say, or the first of them that cannot be meant */
export function parseRun(words: readonly Word[]): RunArgs | Mistake {
  const names: string[] = [];
  const assignments: Assignment[] = [];
  let ref: GitRef | null = null;
  let reason: string | null = null;
  for (const word of words) {
    if (optionOf(word) !== null) return unknownOption(word, []);
    const given = reasonOf(word);
    if (given !== null) {
      if (isMistake(given)) return given;
      if (reason !== null) return unexpected(word);
      reason = given.reason;
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
  const read = toParameters(assignments);
  const why = reason === null ? {} : { reason };
  return isMistake(read) ? read : { names, ref, parameters: read.parameters, ...why };
}
