import { type CircleCiUrl, parseCircleCiUrl } from '../domain/circleci-url.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { reasonOf } from './reason-word.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, unexpected, unknownOption } from './words.ts';

/** What `approve`, `rerun` and `cancel` are about, as far as the words say it. */
export interface TargetWords<Option extends string> {
  readonly target: Target;
  readonly options: ReadonlySet<Option>;
  /** Why, in the person's words. */
  readonly reason?: string;
}

export type Target =
  | { readonly kind: 'channel' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'link'; readonly url: CircleCiUrl; readonly text: string };

/**
 * @param known names of the options the command has, without dashes
 * @returns the one link or pipeline number that was given, or none, with the options
 */
export function parseTarget<Option extends string>(
  words: readonly Word[],
  known: readonly Option[],
): TargetWords<Option> | Mistake {
  const options = new Set<Option>();
  let target: Target | null = null;
  let reason: string | null = null;
  for (const word of words) {
    const name = optionOf(word);
    if (name !== null) {
      const option = known.find((candidate) => candidate === name);
      if (option === undefined) return unknownOption(word, known);
      options.add(option);
      continue;
    }
    const given = reasonOf(word);
    if (given !== null) {
      if (isMistake(given)) return given;
      if (reason !== null) return unexpected(word);
      reason = given.reason;
      continue;
    }
    if (target !== null) return unexpected(word);
    const read = readTarget(word.text);
    if (read === null) return notATarget(word.text, known);
    target = read;
  }
  return { target: target ?? { kind: 'channel' }, options, ...(reason === null ? {} : { reason }) };
}

function readTarget(text: string): Target | null {
  const number = /^[#＃]?([1-9]\d{0,14})$/u.exec(text)?.[1];
  if (number !== undefined) return { kind: 'number', number: Number(number) };
  const url = parseCircleCiUrl(text);
  return url === null ? null : { kind: 'link', url, text };
}

function notATarget(text: string, known: readonly string[]): Mistake {
  if (looksLikeUrl(text)) return { mistake: 'not-a-circleci-link', word: text };
  const option = known.find((name) => name === text.toLowerCase());
  return { mistake: 'not-a-target', word: text, nearest: option === undefined ? [] : [`--${option}`] };
}
