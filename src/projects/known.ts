import type { Selectable } from 'kysely';
import { normaliseSlug, slugKey } from '../domain/project-slug.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { ProjectsTable } from '../storage/schema.ts';

/** What is stored of a project. Its present slug is how every other table names it. */
export interface KnownProject {
  readonly slug: string;
  readonly id: string | null;
  readonly name: string;
  readonly defaultBranch: string | null;
  readonly organizationId: string | null;
  readonly slugSince: Date;
  /** True when CircleCI answered that it has no such project, or none that the bot's token can see. */
  readonly isGone: boolean;
}

/**
 * @param slug any slug by which it is known
 * @returns the project; null when no project is known by it
 */
export async function knownProject(db: Database | Tx, slug: string): Promise<KnownProject | null> {
  const row = await db
    .selectFrom('project_slugs')
    .innerJoin('projects', 'projects.slug', 'project_slugs.project')
    .selectAll('projects')
    .where('project_slugs.key', '=', keyOf(slug))
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/**
 * @param slug any slug by which it is known
 * @returns its present slug, which the other tables name it by; of an unknown project the slug itself
 */
export async function presentSlug(db: Database | Tx, slug: string): Promise<string> {
  const row = await db
    .selectFrom('project_slugs')
    .select('project')
    .where('key', '=', keyOf(slug))
    .executeTakeFirst();
  return row?.project ?? normaliseSlug(slug) ?? slug;
}

/**
 * @param slug any slug by which it is known
 * @returns every slug of the project, the present one first; of an unknown project the slug itself
 */
export async function slugsOf(db: Database | Tx, slug: string): Promise<readonly string[]> {
  const project = db.selectFrom('project_slugs').select('project').where('key', '=', keyOf(slug));
  const rows = await db
    .selectFrom('project_slugs')
    .select(['slug', 'project'])
    .where('project', '=', project)
    .orderBy('key')
    .execute();
  const [first] = rows;
  if (first === undefined) return [normaliseSlug(slug) ?? slug];
  return [...new Set([first.project, ...rows.map((row) => row.slug)])];
}

/** @returns as {@link slugsOf}, by present slug, for several projects in one statement */
export async function slugsOfAll(
  db: Database | Tx,
  presentSlugs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (presentSlugs.length === 0) return new Map();
  const rows = await db
    .selectFrom('project_slugs')
    .select(['slug', 'project'])
    .where('project', 'in', presentSlugs)
    .orderBy('key')
    .execute();
  const byProject = Map.groupBy(rows, ({ project }) => project);
  return new Map(
    presentSlugs.map((slug) => [
      slug,
      [...new Set([slug, ...(byProject.get(slug) ?? []).map((row) => row.slug)])],
    ]),
  );
}

/** @returns the key under which a slug is stored, in whichever form it is written */
export function keyOf(slug: string): string {
  return slugKey(normaliseSlug(slug) ?? slug);
}

export function fromRow(row: Selectable<ProjectsTable>): KnownProject {
  return {
    slug: row.slug,
    id: row.id,
    name: row.name,
    defaultBranch: row.default_branch,
    organizationId: row.organization_id,
    slugSince: row.slug_since,
    isGone: row.gone_at !== null,
  };
}
