import type { Context } from '../context.ts';
import { saveProject } from '../pipelines/store.ts';

export interface ProjectFacts {
  readonly id: string;
  readonly defaultBranch: string | null;
}

/** Kept values are good enough here: a project keeps its id, and a default branch that moved shows in the form. */
export async function projectFacts(
  { circleci, db }: Pick<Context, 'circleci' | 'db'>,
  slug: string,
): Promise<ProjectFacts> {
  const stored = await db
    .selectFrom('projects')
    .select(['id', 'default_branch'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (stored !== undefined && stored.id !== null && stored.default_branch !== null) {
    return { id: stored.id, defaultBranch: stored.default_branch };
  }
  const project = await circleci.projects.get(
    { path: { 'project-slug': slug } },
    { priority: 'interactive' },
  );
  const defaultBranch = project.vcs_info?.default_branch ?? null;
  await saveProject(db, { slug, id: project.id, name: project.name, defaultBranch });
  return { id: project.id, defaultBranch };
}
