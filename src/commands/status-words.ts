import type { CircleCiUrl } from '../domain/circleci-url.ts';
import { parseCircleCiUrl } from '../domain/circleci-url.ts';
import { parseRepositoryUrl } from '../domain/repository-url.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { type GitRef, refOf, refText } from './ref-words.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, unexpected, unknownOption } from './words.ts';

export type StatusArgs =
  | { readonly link: CircleCiUrl; readonly text: string }
  | { readonly names: readonly string[]; readonly ref: GitRef | null };

/** @returns a link to one pipeline, or the words for a project and a ref */
export function parseStatus(words: readonly Word[]): StatusArgs | Mistake {
  const names: string[] = [];
  let ref: GitRef | null = null;
  for (const word of words) {
    if (optionOf(word) !== null) return unknownOption(word, []);
    const found = refOf(word);
    if (found !== null) {
      if (isMistake(found)) return found;
      if (ref !== null) return { mistake: 'two-refs', first: refText(ref), second: refText(found) };
      ref = found;
    } else if (names.length === 2 || word.text === '') return unexpected(word);
    else names.push(word.text);
  }
  const [first, second] = names;
  if (ref !== null && second !== undefined) {
    return { mistake: 'two-refs', first: second, second: refText(ref) };
  }
  const isLink = first !== undefined && looksLikeUrl(first) && parseRepositoryUrl(first) === null;
  if (!isLink) return { names, ref };
  return statusOfLink(first, names, ref);
}

function statusOfLink(text: string, names: readonly string[], ref: GitRef | null): StatusArgs | Mistake {
  const link = parseCircleCiUrl(text);
  if (link === null) return { mistake: 'not-a-circleci-link', word: text };
  if (link.kind === 'project') return { names, ref };
  const [, extra] = names;
  const second = extra ?? (ref === null ? undefined : refText(ref));
  return second === undefined ? { link, text } : { mistake: 'two-refs', first: text, second };
}
