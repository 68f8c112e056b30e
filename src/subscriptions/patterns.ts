import { normaliseSlug, slugKey } from '../domain/project-slug.ts';
import { MOST_WILDCARDS, wildcardsIn } from './globs.ts';

export const MOST_PATTERNS = 20;
export const LONGEST_PATTERN = 255;

export type PatternProblem = 'empty' | 'too-long' | 'too-many-wildcards';

/** @returns what is wrong with a glob of a subscription, null when it can be used */
export function patternProblem(pattern: string): PatternProblem | null {
  if (pattern.replace(/^!/, '').trim() === '') return 'empty';
  if (pattern.length > LONGEST_PATTERN) return 'too-long';
  return wildcardsIn(pattern) > MOST_WILDCARDS ? 'too-many-wildcards' : null;
}

export type PatternsRead =
  | { readonly patterns: readonly string[] }
  | { readonly problem: PatternProblem; readonly pattern: string }
  | { readonly problem: 'too-many' };

/** @returns the patterns of a text with commas, each once, or the first thing that is wrong with them */
export function readPatterns(text: string): PatternsRead {
  const words = text.split(/[,、，\n]/u).map((word) => word.trim());
  const patterns = [...new Set(words.filter((word) => word !== ''))];
  if (patterns.length > MOST_PATTERNS) return { problem: 'too-many' };
  for (const pattern of patterns) {
    const problem = patternProblem(pattern);
    if (problem !== null) return { problem, pattern };
  }
  return { patterns };
}

/**
 * @param text a slug, or one whose last part is a glob, as people write it
 * @returns it in normal form, or null when it is neither: an organization has to be named
 */
export function normaliseProject(text: string): string | null {
  if (wildcardsIn(text) === 0) return normaliseSlug(text);
  const [, folder = '', last = ''] = /^([^*?[\]]+)\/([^/]+)$/.exec(text.trim()) ?? [];
  const beside = normaliseSlug(`${folder}/x`);
  if (beside === null || patternProblem(last) !== null || last.startsWith('!')) return null;
  return slugKey(`${beside.slice(0, -1)}${last}`);
}
