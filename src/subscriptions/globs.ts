import { compileGlob, LONGEST_NAME, type Match } from '../domain/glob.ts';

const MOST_COMPILED = 20_000;

const compiled = new Map<string, Match>();

/**
 * Of a text that is longer than any name the beginning is compared: one event is matched with thousands of globs.
 *
 * @param fold true when upper and lower case are the same
 */
export function matchesGlob(glob: string, text: string, fold = false): boolean {
  const key = `${fold ? 'i' : 's'}${glob}`;
  let match = compiled.get(key);
  if (match === undefined) {
    match = compileGlob(glob, fold);
    const [oldest] = compiled.size >= MOST_COMPILED ? compiled.keys() : [];
    if (oldest !== undefined) compiled.delete(oldest);
    compiled.set(key, match);
  }
  return match(text.length > LONGEST_NAME ? text.slice(0, LONGEST_NAME) : text);
}

/** @returns the pattern that leaves the text out, or null */
export function excludedBy(globs: readonly string[], text: string, fold = false): string | null {
  return (
    globs.find((glob) => glob.startsWith('!') && glob !== '!' && matchesGlob(glob.slice(1), text, fold)) ??
    null
  );
}

/** @returns the pattern that lets the text in, or null; the ones that leave out are not looked at */
export function includedBy(globs: readonly string[], text: string, fold = false): string | null {
  return globs.find((glob) => !glob.startsWith('!') && matchesGlob(glob, text, fold)) ?? null;
}

/** @returns true when some pattern lets in, so that what matches none is left out */
export function lists(globs: readonly string[]): boolean {
  return globs.some((glob) => !glob.startsWith('!'));
}

/** @returns true when a text is let in by a list on its own: none leaves it out, and one lets it in if any does */
export function admits(globs: readonly string[], text: string): boolean {
  if (excludedBy(globs, text) !== null) return false;
  return !lists(globs) || includedBy(globs, text) !== null;
}
