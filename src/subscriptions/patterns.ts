import { wildcardsIn } from '../domain/glob.ts';
import { normaliseSlug, slugKey } from '../domain/project-slug.ts';
import { readList } from '../domain/typed-list.ts';
import { contradiction, type NameKind, unmatchable } from '../domain/unmatchable.ts';
import type { Mistake } from '../views/help-mistake.ts';

export const MOST_PATTERNS = 20;
export const LONGEST_PATTERN = 255;

/** The filters that are lists of patterns, with what their patterns are compared with. */
export const PATTERN_KINDS = {
  branch: 'ref',
  tag: 'ref',
  workflow: 'name',
  job: 'name',
  author: 'name',
} as const satisfies Record<string, NameKind>;

/** @returns what is wrong with a glob of a subscription or of a lock, null when it can be used */
export function patternMistake(pattern: string, kind: NameKind): Mistake | null {
  if (pattern.replace(/^!/, '').trim() === '') return { mistake: 'empty-value', word: pattern };
  if (pattern.length > LONGEST_PATTERN) {
    return { mistake: 'too-many-patterns', word: pattern, max: MOST_PATTERNS };
  }
  const never = unmatchable(pattern, kind);
  if (never === null) return null;
  const mistake = never.why === 'project' ? 'project-glob' : (`pattern-${never.why}` as const);
  return { mistake, word: pattern, nearest: never.nearest };
}

/** @returns what is wrong with the patterns of one list, by themselves or together; null when they can be used */
export function patternsMistake(patterns: readonly string[], kind: NameKind): Mistake | null {
  if (patterns.length > MOST_PATTERNS) {
    return { mistake: 'too-many-patterns', word: `${patterns[0] ?? ''}, …`, max: MOST_PATTERNS };
  }
  for (const pattern of patterns) {
    const mistake = patternMistake(pattern, kind);
    if (mistake !== null) return mistake;
  }
  const never = contradiction(patterns);
  return never === null ? null : { mistake: 'pattern-contradiction', word: never.pattern };
}

/** @returns the mistake as one about what was typed: with what stood before the pattern */
export function behind(typed: string, mistake: Mistake): Mistake {
  if (!('word' in mistake) || 'max' in mistake) return mistake;
  const nearest = (mistake.nearest ?? []).map((one) => `${typed}${one}`);
  return { ...mistake, word: `${typed}${mistake.word}`, nearest };
}

/** @returns the patterns of a field of a form, each once, or the first thing that is wrong with them */
export function readPatterns(
  text: string,
  kind: NameKind,
): { readonly patterns: readonly string[] } | Mistake {
  const read = readList(text);
  if ('problem' in read) {
    return { mistake: read.problem === 'unclosed' ? 'unclosed-quote' : 'quote-within', word: text };
  }
  const patterns = [...new Set(read.items)];
  return patternsMistake(patterns, kind) ?? { patterns };
}

/**
 * @param text a slug, or one whose last part is a glob, as people write it
 * @returns it in normal form, or null when it is neither: an organization has to be named
 */
export function normaliseProject(text: string): string | null {
  if (wildcardsIn(text) === 0) return normaliseSlug(text);
  const [, folder = '', last = ''] = /^([^*?[\]]+)\/([^/]+)$/.exec(text.trim()) ?? [];
  const beside = normaliseSlug(`${folder}/x`);
  if (beside === null || patternMistake(last, 'name') !== null || last.startsWith('!')) return null;
  return slugKey(`${beside.slice(0, -1)}${last}`);
}
