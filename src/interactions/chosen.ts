import type { Context } from '../context.ts';
import { normaliseSlug } from '../domain/project-slug.ts';
import { presentSlug } from '../projects/known.ts';
import { searchProjects } from '../runs/projects.ts';
import { knownRefs } from '../runs/recent-refs.ts';
import { optionValue, type RefChoice, refKey, refOfKey, searchFor } from '../views/run-modal-options.ts';

/** What the chosen options of the run form stand for: their values may have been cut to what Slack takes. */

/** As many that begin alike are looked through; more of them never differ only at their ends. */
const MOST = 100;

/** @returns the slug, or null when the option is none of this form's or its project is gone */
export async function chosenProject(ctx: Pick<Context, 'db'>, value: string): Promise<string | null> {
  const beginning = searchFor(value);
  if (beginning === null) return normaliseSlug(value) === null ? null : presentSlug(ctx.db, value);
  const found = await searchProjects(ctx, beginning, MOST);
  return found.find(({ slug }) => optionValue(slug) === value)?.slug ?? null;
}

/** @returns the project's name, where it is known */
export async function nameOfProject(
  ctx: Pick<Context, 'db'>,
  slug: string,
): Promise<{ projectName?: string }> {
  const found = (await searchProjects(ctx, slug, MOST)).find((project) => project.slug === slug);
  return found === undefined ? {} : { projectName: found.name };
}

/** @returns the ref, or null when the option is none of this form's or its ref is gone */
export async function chosenRef(
  ctx: Pick<Context, 'circleci' | 'db' | 'log'>,
  slug: string,
  value: string,
): Promise<RefChoice | null> {
  const beginning = searchFor(value);
  if (beginning === null) return refOfKey(value);
  const found = await knownRefs(ctx, slug, beginning.slice(2), MOST);
  const refs = found.map(({ kind, name }): RefChoice => (kind === 'tag' ? { tag: name } : { branch: name }));
  return refs.find((ref) => optionValue(refKey(ref)) === value) ?? null;
}
