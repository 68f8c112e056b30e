import type { Context } from '../context.ts';

export interface Ref {
  readonly kind: 'branch' | 'tag';
  readonly name: string;
}

/** A branch that nothing ran on for so many pipelines is hardly looked for, and every letter typed asks anew. */
const LOOKED_THROUGH = 5_000;

/**
 * Branches and tags of a project that its newest stored pipelines ran on, newest first, the default branch before all;
 * from the database only, so that a typeahead answers within Slack's three seconds.
 */
export async function searchRefs(
  { db }: Pick<Context, 'db'>,
  slug: string,
  text: string,
  limit: number,
): Promise<Ref[]> {
  const pattern = `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('pipelines')
        .select(['branch', 'tag', 'created_at'])
        .where('project_slug', '=', slug)
        .orderBy('created_at', 'desc')
        .limit(LOOKED_THROUGH)
        .as('newest_pipelines'),
    )
    .select((eb) => ['branch', 'tag', eb.fn.max('created_at').as('newest')])
    .where((eb) =>
      eb.or([eb(eb.fn('lower', ['branch']), 'like', pattern), eb(eb.fn('lower', ['tag']), 'like', pattern)]),
    )
    .groupBy(['branch', 'tag'])
    .orderBy('newest', 'desc')
    .limit(limit)
    .execute();
  const refs: Ref[] = [];
  const project = await db
    .selectFrom('projects')
    .select('default_branch')
    .where('slug', '=', slug)
    .executeTakeFirst();
  const main = project?.default_branch ?? null;
  if (main?.toLowerCase().includes(text.trim().toLowerCase())) refs.push({ kind: 'branch', name: main });
  for (const { branch, tag } of rows) {
    if (branch !== null && branch !== main) refs.push({ kind: 'branch', name: branch });
    else if (branch === null && tag !== null) refs.push({ kind: 'tag', name: tag });
  }
  return refs.slice(0, limit);
}
