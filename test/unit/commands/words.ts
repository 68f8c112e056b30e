import { readWords, type Word, type WordStyle } from '../../../src/commands/tokens.ts';

/**
 * @param style of the command that the words are typed behind
 * @returns the words of a text that can be read; fails the test when it cannot
 */
export function wordsOf(text: string, style: WordStyle = {}): readonly Word[] {
  const read = readWords(`command ${text}`, () => style);
  if (!read.ok) throw new Error(`${JSON.stringify(read.mistake)} in: ${text}`);
  return read.words.slice(1);
}

/** @returns only the texts of the words */
export function textsOf(text: string, style: WordStyle = {}): string[] {
  return wordsOf(text, style).map((word) => word.text);
}
