import { wildcardsIn } from '../domain/glob.ts';
import type { Policy, PolicyRule } from '../domain/policy.ts';
import { normaliseSlug, slugKey } from '../domain/project-slug.ts';

/** Projects are known by several slugs, and a rule may name any of them, in any spelling that CircleCI takes. */

/** @returns a pattern of a rule's `project` as it is matched: in normal form, and in the letter case of `slugKey` */
export function projectPattern(pattern: string): string {
  const sign = isExclusion(pattern) ? '!' : '';
  const text = pattern.slice(sign.length);
  const glob = text.replace(/^github\//i, 'gh/').replace(/^bitbucket\//i, 'bb/');
  return `${sign}${slugKey(normaliseSlug(text) ?? glob)}`;
}

/** @returns the slugs and their keys, each once: patterns are matched with all of them */
export function projectNames(slugs: readonly string[]): readonly string[] {
  const [only, ...more] = slugs;
  if (only !== undefined && more.length === 0 && slugKey(only) === only) return slugs;
  return [...new Set(slugs.flatMap((slug) => [slug, slugKey(slug)]))];
}

/** @returns every slug that the rules name; globs name none */
export function slugsInRules({ rules }: Policy): readonly string[] {
  const patterns = rules.flatMap(({ where }) => where.project ?? []);
  return [...new Set(patterns.map(nameIn).filter((slug) => slug !== null))];
}

/**
 * The same rules while CircleCI has not said which projects some of their slugs name. Until then any project may be
 * one of these: rules that deny something there deny it everywhere, and rules that leave one out allow nothing.
 */
export function failClosed(policy: Policy, unresolved: ReadonlySet<string>): Policy {
  if (unresolved.size === 0) return policy;
  return { ...policy, rules: policy.rules.flatMap((rule) => closed(rule, unresolved)) };
}

function closed(rule: PolicyRule, unresolved: ReadonlySet<string>): PolicyRule[] {
  const open = (rule.where.project ?? []).filter((pattern) => unresolved.has(nameIn(pattern) ?? ''));
  if (rule.effect === 'allow') return open.some(isExclusion) ? [] : [rule];
  return open.every(isExclusion) ? [rule] : [{ ...rule, where: { ...rule.where, project: null } }];
}

function nameIn(pattern: string): string | null {
  const text = isExclusion(pattern) ? pattern.slice(1) : pattern;
  return wildcardsIn(text) === 0 ? normaliseSlug(text) : null;
}

export function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!') && pattern !== '!';
}
