import picomatch from 'picomatch';

/** As many wildcards keep matching fast on any text: each one more multiplies the work of the worst case. */
export const MOST_WILDCARDS = 3;
const MOST_COMPILED = 20_000;

type Match = (text: string) => boolean;
const compiled = new Map<string, Match>();

/** @returns how many wildcards a glob has; `**` counts as one */
export function wildcardsIn(glob: string): number {
  return glob.match(/\*+|\?|\[/g)?.length ?? 0;
}

/**
 * @param glob `*` does not cross a `/`, `**` does; `?` and `[…]` as usual. Braces and groups are plain characters.
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
  return match(text);
}

/** Most patterns are plain names, which need no regular expression. */
export function compileGlob(glob: string, fold = false): Match {
  if (wildcardsIn(glob) === 0 && !glob.includes('\\')) {
    const wanted = fold ? glob.toLowerCase() : glob;
    return (text) => (fold ? text.toLowerCase() : text) === wanted;
  }
  // What picomatch would take for a group, a set of alternatives or a part of a regular expression stays a character.
  const plain = glob.replace(/[(){}|+^$!@]/g, '\\$&');
  // The expression alone: picomatch's own matcher does much beside it, and a policy asks for thousands.
  const regex = picomatch.makeRe(plain, {
    dot: true,
    nocase: fold,
    noextglob: true,
    nobrace: true,
    nonegate: true,
  });
  return (text) => regex.test(text);
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
