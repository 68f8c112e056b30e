import type { Mistake } from '../views/help-mistake.ts';
import type { Word } from './tokens.ts';
import { optionOf, unexpected, unknownOption } from './words.ts';

/** @returns the one word of a command that takes one at most, null without; a mistake when there are more */
export function parseOptionalWord(words: readonly Word[]): { readonly word: string | null } | Mistake {
  const [first, second] = words;
  const option = words.find((word) => optionOf(word) !== null);
  if (option !== undefined) return unknownOption(option, []);
  if (second !== undefined) return unexpected(second);
  return { word: first === undefined || first.text === '' ? null : first.text };
}

/** @returns nothing, for a command that takes no words; a mistake when there are some */
export function parseNothing(words: readonly Word[]): Record<string, never> | Mistake {
  const [first] = words;
  return first === undefined ? {} : unexpected(first);
}
