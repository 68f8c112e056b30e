import type { Context } from '../context.ts';
import { askProject } from '../projects/ask.ts';

export interface ProjectFacts {
  readonly id: string;
  readonly defaultBranch: string | null;
}

/** Kept values are good enough here: a project keeps its id, and a default branch that moved shows in the form. */
export async function projectFacts(
  ctx: Pick<Context, 'circleci' | 'db' | 'queue' | 'now'>,
  slug: string,
): Promise<ProjectFacts> {
  const stored = await ctx.db
    .selectFrom('projects')
    .select(['id', 'default_branch'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (stored !== undefined && stored.id !== null && stored.default_branch !== null) {
    return { id: stored.id, defaultBranch: stored.default_branch };
  }
  const { id, defaultBranch } = await askProject(ctx, slug, 'interactive');
  return { id: id ?? '', defaultBranch };
}
