import { readWords, type Word } from '../../../src/commands/tokens.ts';

/** @returns the words of a text that can be read; fails the test when it cannot */
export function wordsOf(text: string): readonly Word[] {
  const read = readWords(text);
  if (!read.ok) throw new Error(`a quote is open in: ${text}`);
  return read.words;
}

/** @returns only the texts of the words */
export function textsOf(text: string): string[] {
  return wordsOf(text).map((word) => word.text);
}
