import type { Context } from '../context.ts';
import { normaliseSlug, slugKey } from '../domain/project-slug.ts';
import { resolveProject } from './projects.ts';

/** An account is in few organizations; each costs a call. */
const MOST_ORGANIZATIONS = 10;
/** Of an organization as many projects are named at first; others as soon as they are used. */
const MOST_PROJECTS = 30;

/**
 * Learns the projects that the bot's CircleCI user follows, with their names, from the newest pipelines of its
 * organizations: API v2 has no list of projects. Until then only projects that were used or sent webhooks are known.
 *
 * @param priority `interactive` when a person waits for it
 * @returns how many projects became known
 * @throws CircleCIError when CircleCI cannot be asked
 */
export async function discoverProjects(
  ctx: Context,
  priority: 'interactive' | 'background',
): Promise<number> {
  const slugs = new Set<string>();
  const organizations = await ctx.circleci.users.collaborations({}, { priority });
  for (const { slug } of organizations.slice(0, MOST_ORGANIZATIONS)) {
    const page = await ctx.circleci.pipelines.list({ query: { 'org-slug': slug } }, { priority });
    for (const pipeline of page.items) {
      const project = normaliseSlug(pipeline.project_slug);
      if (project !== null) slugs.add(project);
    }
  }
  const unknown = await withoutKnown(ctx, [...slugs]);
  for (const slug of unknown.slice(0, MOST_PROJECTS)) await resolveProject(ctx, slug, null);
  return Math.min(unknown.length, MOST_PROJECTS);
}

async function withoutKnown({ db }: Pick<Context, 'db'>, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await db
    .selectFrom('project_slugs')
    .select('key')
    .where('key', 'in', slugs.map(slugKey))
    .execute();
  const known = new Set(rows.map(({ key }) => key));
  return slugs.filter((slug) => !known.has(slugKey(slug)));
}
