import { compileGlob, LONGEST_NAME, type Match } from '../domain/glob.ts';

/** Compiled once for as long as the rules live; a decision looks at a thousand of these lists. */
const compiled = new WeakMap<readonly string[], Match>();

/** Rules repeat each other's globs. Each remembers its last answer, because one decision asks them all the same. */
const globs = new Map<string, Match>();
const MOST_GLOBS = 20_000;

/**
 * Names come from outside, and one decision compares them with thousands of globs. So what is longer than any real name
 * counts as not known, which never helps: a rule that denies applies.
 */
export function knownName(name: string | null): string | null {
  return name === null || name.length > LONGEST_NAME ? null : name;
}

/** @returns true when a list of globs lets a text in: none with a `!` leaves it out, and one lets it in if there are any */
export function fitsPatterns(patterns: readonly string[], text: string): boolean {
  let match = compiled.get(patterns);
  if (match === undefined) {
    match = compile(patterns);
    compiled.set(patterns, match);
  }
  return match(text);
}

function compile(patterns: readonly string[]): Match {
  const excluding = patterns.filter((glob) => glob.startsWith('!') && glob !== '!');
  const leavesOut = excluding.map((glob) => matcherOf(glob.slice(1)));
  const letsIn = patterns.filter((glob) => !excluding.includes(glob)).map(matcherOf);
  return (text) =>
    (letsIn.length === 0 || letsIn.some((match) => match(text))) && !leavesOut.some((match) => match(text));
}

function matcherOf(glob: string): Match {
  const known = globs.get(glob);
  if (known !== undefined) return known;
  const match = compileGlob(glob);
  let last = '';
  let answer = match('');
  const remembering = (text: string) => {
    if (text !== last) {
      answer = match(text);
      last = text;
    }
    return answer;
  };
  if (globs.size >= MOST_GLOBS) globs.clear();
  globs.set(glob, remembering);
  return remembering;
}
