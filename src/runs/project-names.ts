import { slugName } from '../domain/project-slug.ts';
import type { Database, Tx } from '../storage/database.ts';
import { projectLabel } from '../views/run-modal-options.ts';

/** @returns the names of the projects that are known, by slug */
export async function projectNames(
  db: Database | Tx,
  projects: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const slugs = [...new Set(projects.filter((slug) => slug !== null))];
  if (slugs.length === 0) return new Map();
  const rows = await db.selectFrom('projects').select(['slug', 'name']).where('slug', 'in', slugs).execute();
  return new Map(rows.map(({ slug, name }) => [slug, name]));
}

/** @returns what is about projects, each with its project's name as far as that is known */
export async function withProjectNames<T extends { readonly project: string | null }>(
  db: Database | Tx,
  items: readonly T[],
): Promise<(T & { readonly projectName: string | null })[]> {
  const names = await projectNames(
    db,
    items.map(({ project }) => project),
  );
  return items.map((item) => ({ ...item, projectName: names.get(item.project ?? '') ?? null }));
}

/** @returns how each project is called where people read it: see `projectLabel`; globs stand for themselves */
export async function projectLabels(
  db: Database | Tx,
  projects: readonly (string | null)[],
): Promise<(project: string) => string> {
  const names = await projectNames(db, projects);
  return (slug) => projectLabel({ slug, name: names.get(slug) ?? slugName(slug) });
}
