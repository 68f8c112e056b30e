import { slips } from '../domain/nearest.ts';
import { slugName } from '../domain/project-slug.ts';
import type { Database } from '../storage/database.ts';

/** A slug of ids says nothing to people. */
const OPAQUE = 'circleci/';
/** As many projects are compared; an account that knows more finds by the beginning of names what it misses. */
const MOST_COMPARED = 5_000;

export interface NamedProject {
  readonly slug: string;
  readonly name: string;
}

/**
 * @param typed what names no project
 * @returns the known projects that come nearest by name or slug, the nearest first: those a slip or two away, else those
 *   that are least far
 */
export async function projectsNear(db: Database, typed: string, most: number): Promise<NamedProject[]> {
  const known = await db
    .selectFrom('projects')
    .select(['slug', 'name'])
    .orderBy('slug')
    .limit(MOST_COMPARED)
    .execute();
  return rankProjects(typed, known).slice(0, most);
}

/** @returns the same as what a person types for them */
export async function nearestProjects(db: Database, typed: string, most: number): Promise<string[]> {
  return [...new Set((await projectsNear(db, typed, most)).map(typedForm))];
}

/** @returns the projects, the nearest first; only those that are near where there are any */
export function rankProjects<T extends NamedProject>(typed: string, projects: readonly T[]): T[] {
  const ranked = projects
    .map((project) => ({ project, distance: distanceOf(typed, project) }))
    .sort((a, b) => a.distance - b.distance || (a.project.slug < b.project.slug ? -1 : 1));
  const allowed = Math.max(1, Math.floor(typed.trim().length / 3));
  const near = ranked.filter(({ distance }) => distance <= allowed);
  return (near.length > 0 ? near : ranked).map(({ project }) => project);
}

/** @returns what a person types for it: the slug, or the name where the slug is of ids */
export function typedForm({ slug, name }: NamedProject): string {
  if (!slug.startsWith(OPAQUE) || name === '' || name === slugName(slug)) return slug;
  return /\s/u.test(name) ? `"${name}"` : name;
}

/** By the name, the repository, and all of the slug where a slug was typed; what contains the text is nearer by that. */
function distanceOf(typed: string, { slug, name }: NamedProject): number {
  const wanted = cut(typed);
  const forms = slug.startsWith(OPAQUE)
    ? [name]
    : [name, slugName(slug), slug, slug.slice(slug.indexOf('/') + 1)];
  return Math.min(...forms.map((form) => slips(wanted, cut(form))));
}

function cut(text: string): string {
  return text.trim().toLowerCase().slice(0, 64);
}
