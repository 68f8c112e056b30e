import { compileGlob, literalsIn, type Match, wildcardsIn } from './glob.ts';
import { dropInvisible } from './invisible.ts';

/**
 * Patterns that can match no name that there is, so that they are refused when they are written instead of matching
 * nothing for ever.
 */

/** `ref`: a branch or a tag. `name`: of a workflow, a job or an author, which may hold almost anything. */
export type NameKind = 'ref' | 'name' | 'project';

export interface Unmatchable {
  /**
   * `regex`: written as a regular expression. `git`: git allows no such branch or tag. `padded`: a space at an end, or a
   * character that cannot be seen. `project`: no slug of a project.
   */
  readonly why: 'regex' | 'git' | 'padded' | 'project';
  /** What was probably meant. */
  readonly nearest: readonly string[];
}

/** `^…`, `…$`, `/.*`, `.+`, `\d`, `(a|b)`, `(?…)`, `[…]+`, `x{2}`: signs of an expression, which no name holds. */
const REGEX =
  /^\^|\$$|(?:^|\/)\.\*|\.\+|\\[dDwWsSbB./-]|\([^()]*\|[^()]*\)|\(\?|\](?:\+|\*\$)|\[\^?\\|\{\d+(?:,\d*)?\}/;
/** Alternatives of a shell; in a list they fall apart at their comma. */
const BRACES = /\{[^{}]*,[^{}]*\}|\{[^{}]*$|^[^{}]*\}/;
/** Source: git documentation, check-ref-format. */
const NOT_IN_REFS = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock\//u;
const PROVIDERS = new Set(['gh', 'github', 'bb', 'bitbucket', 'circleci']);

/**
 * @param pattern a glob of a list, with or without a `!` in front
 * @returns why nothing can match it; null when something can
 */
export function unmatchable(pattern: string, kind: NameKind): Unmatchable | null {
  const sign = pattern.startsWith('!') ? '!' : '';
  const glob = pattern.slice(sign.length);
  const why = reason(glob, kind);
  if (why === null) return null;
  const meant = (why === 'project' ? projectsMeant(glob) : globsMeant(glob, kind)).filter(
    (one) => one !== '' && reason(one, kind) === null,
  );
  return { why, nearest: meant.map((one) => `${sign}${one}`) };
}

/** @returns true for a name that a branch or a tag can have */
export function isRefName(name: string): boolean {
  return name !== '' && name !== '@' && !NOT_IN_REFS.test(name) && !/^[/.]|(?:[/.]|\.lock)$/.test(name);
}

/**
 * @param patterns a list of which some let in and, with a `!`, some leave out
 * @returns the first pattern of which everything is left out again, with the one that does it; null without one
 */
export function contradiction(
  patterns: readonly string[],
): { readonly pattern: string; readonly by: string } | null {
  const excluding = patterns
    .filter((one) => one.startsWith('!') && one !== '!')
    .map((by) => ({ by, glob: by.slice(1), match: compileGlob(by.slice(1)) }));
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const found = excluding.find(({ glob, match }) => covers(glob, match, pattern));
    if (found !== undefined) return { pattern, by: found.by };
  }
  return null;
}

/** @returns true when one glob certainly matches all that the other does */
function covers(glob: string, match: Match, other: string): boolean {
  if (glob === other || glob === '**') return true;
  // In a list of branches it stands for whichever that is.
  if (other === 'default') return false;
  const isName = wildcardsIn(other) === 0;
  // A star here takes what a `*` or `?` there stands for as well as the sign itself; only `**` takes slashes.
  const isStars = !/[?[\\]/.test(glob) && !/[[\\]/.test(other);
  const takes = isStars && (!other.includes('**') || !glob.replaceAll(/\*\*+/g, '').includes('*'));
  return (isName || takes) && match(other);
}

function reason(glob: string, kind: NameKind): Unmatchable['why'] | null {
  if (tidy(glob) !== glob) return 'padded';
  if (REGEX.test(glob) || BRACES.test(glob)) return 'regex';
  if (kind === 'ref' && glob.includes('|')) return 'regex';
  if (kind === 'ref') return canBeRef(glob) ? null : 'git';
  if (kind === 'project') return canBeProject(glob) ? null : 'project';
  return null;
}

function canBeRef(glob: string): boolean {
  const parts = literalsIn(glob);
  const [first = '', last = ''] = [parts.at(0), parts.at(-1)];
  if (glob === '@' || parts.some((part) => NOT_IN_REFS.test(part))) return false;
  return !/^[/.]/.test(first) && !/(?:[/.]|\.lock)$/.test(last) && !glob.endsWith('/');
}

/** A slug has three parts, of which the first is the provider. */
function canBeProject(glob: string): boolean {
  const parts = glob.split('/');
  const [provider = ''] = parts;
  const any = parts.filter((part) => part === '**').length;
  const open = parts.some((part) => part.includes('**'));
  if (parts.includes('') || parts.length - any > 3 || (!open && parts.length !== 3)) return false;
  return wildcardsIn(provider) > 0 || PROVIDERS.has(provider.toLowerCase());
}

function projectsMeant(glob: string): string[] {
  const parts = glob.split('/').filter((part) => part !== '');
  if (parts.length === 1 && /^\*+$/.test(glob)) return ['gh/ORGANIZATION/*'];
  if (parts.length === 1) return [`gh/ORGANIZATION/${glob}`];
  if (PROVIDERS.has((parts[0] ?? '').toLowerCase())) return [`${parts.slice(0, 2).join('/')}/*`];
  return [`gh/${parts.slice(-2).join('/')}`];
}

/** @returns the glob that says the same as an expression, as far as one does: of several, the narrower first */
function globsMeant(text: string, kind: NameKind): string[] {
  if (tidy(text) !== text) return [tidy(text)];
  const isOpen = /^\^/.test(text) && !/\$$|\*$/.test(text);
  const plain = text
    .replace(/^\^|\$$/g, '')
    .replace(/\(\?[:=!]/g, '(')
    .replace(/(?:\\d|\[0-9\]|\[\\d\])(?:[+*]|\{\d+(?:,\d*)?\})?/g, '[0-9]*')
    .replace(/(?:(?:\\[wS]|\.)[+*]|\[[^\]]*\]\+)\??/g, '*')
    .replace(/\\([./-])/g, '$1');
  const whole = isOpen ? `${plain}${plain.endsWith('/') ? '**' : '*'}` : plain;
  const all = alternatives(whole);
  if (all.length > 1) return all.every((one) => reason(one, kind) === null) ? [all.join(',')] : [];
  return whole.endsWith('/*') ? [whole, `${whole}*`] : [whole];
}

/** `(a|b)c`, `{a,b}c` and `a|b`: the first of them only, which is what people write. */
function alternatives(text: string): string[] {
  const [, before = '', inside, after = ''] = /^([^(){}]*)[({]([^(){}]*)[)}]([^(){}]*)$/.exec(text) ?? [];
  if (inside !== undefined) return inside.split(/[|,]/).map((one) => `${before}${one}${after}`);
  return text.split('|').map((one) => one.replace(/[(){}]/g, ''));
}

function tidy(text: string): string {
  return dropInvisible(text).trim();
}
