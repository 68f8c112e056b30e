import type { Context } from '../context.ts';
import { parseCircleCiUrl } from '../domain/circleci-url.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { parseRepositoryUrl, type RepositoryUrl } from '../domain/repository-url.ts';
import { channelSettings } from '../preferences/channels.ts';
import { identifyProject } from '../projects/ask.ts';
import { nearestProjects, rankProjects, typedForm } from './nearest-projects.ts';

export interface Project {
  readonly slug: string;
  readonly name: string;
  readonly defaultBranch: string | null;
}

export type ProjectChoice =
  | { readonly ok: true; readonly project: Project }
  | {
      readonly ok: false;
      readonly reason: 'none-given' | 'unknown' | 'ambiguous';
      /** What to type for those that come near, best first. */
      readonly candidates: string[];
    };

/** As many are named in an answer; more help nobody. */
const MOST_CANDIDATES = 5;

/**
 * Which project a person means: a slug, any CircleCI URL, the address of its repository, a name or an unambiguous part
 * of one; nothing: the channel's default, or the only project there is.
 *
 * @throws CircleCIError when CircleCI must be asked about an unknown slug and cannot be
 */
export async function resolveProject(
  ctx: Context,
  text: string | null,
  channelId: string | null,
): Promise<ProjectChoice> {
  if (text === null) return defaultProject(ctx, channelId);
  const slug =
    normaliseSlug(text) ?? parseCircleCiUrl(text, { serverUrl: ctx.config.circleci.url })?.slug ?? null;
  if (slug !== null) return bySlug(ctx, slug);
  const repository = parseRepositoryUrl(text);
  return repository === null ? byName(ctx, text) : byRepository(ctx, repository);
}

/** Projects whose name, or one of whose slugs, contains the text, by name; from the database only, so it is fast. */
export async function searchProjects(
  { db }: Pick<Context, 'db'>,
  text: string,
  limit: number,
): Promise<{ slug: string; name: string }[]> {
  const pattern = `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .selectFrom('projects')
    .select(['slug', 'name'])
    .where((eb) =>
      eb.or([
        eb(eb.fn('lower', ['name']), 'like', pattern),
        eb(
          'slug',
          'in',
          eb
            .selectFrom('project_slugs')
            .select('project')
            .where(eb.fn('lower', ['slug']), 'like', pattern),
        ),
      ]),
    )
    .orderBy('name')
    .orderBy('slug')
    .limit(limit)
    .execute();
}

async function defaultProject(ctx: Context, channelId: string | null): Promise<ProjectChoice> {
  const chosen = channelId === null ? null : (await channelSettings(ctx, channelId)).defaultProject;
  if (chosen !== null) return bySlug(ctx, chosen);
  const subscribed = await ctx.db
    .selectFrom('subscriptions')
    .select('project as slug')
    .where('channel_id', '=', channelId ?? '')
    .where('folder', 'is', null)
    .execute();
  const [only, ...more] = subscribed;
  if (only !== undefined && more.length === 0) return bySlug(ctx, only.slug);
  const known = await searchProjects(ctx, '', MOST_CANDIDATES);
  return { ok: false, reason: 'none-given', candidates: known.map(({ slug }) => slug) };
}

/** A slug that is not known yet is looked up at CircleCI, so that a typing mistake is told at once. */
async function bySlug(ctx: Context, slug: string): Promise<ProjectChoice> {
  const project = await identifyProject(ctx, slug, 'interactive');
  if (project === null)
    return { ok: false, reason: 'unknown', candidates: await nearestProjects(ctx.db, slug, MOST_CANDIDATES) };
  const { name, defaultBranch } = project;
  return { ok: true, project: { slug: project.slug, name, defaultBranch } };
}

/** Projects of the GitHub App and of GitLab are known by what their pipelines said of the repository. */
async function byRepository(ctx: Context, { url, slug }: RepositoryUrl): Promise<ProjectChoice> {
  const rows = await ctx.db
    .selectFrom('pipelines')
    .select('project_slug as slug')
    .distinct()
    .where((eb) => eb(eb.fn('lower', ['repository_url']), 'in', [url, `${url}.git`]))
    .limit(MOST_CANDIDATES)
    .execute();
  const [only, ...more] = rows;
  if (only !== undefined && more.length === 0) return bySlug(ctx, only.slug);
  if (more.length > 0) return { ok: false, reason: 'ambiguous', candidates: rows.map((row) => row.slug) };
  const name = url.slice(url.lastIndexOf('/') + 1);
  return slug === null
    ? { ok: false, reason: 'unknown', candidates: await nearestProjects(ctx.db, name, MOST_CANDIDATES) }
    : bySlug(ctx, slug);
}

async function byName(ctx: Context, text: string): Promise<ProjectChoice> {
  const found = await searchProjects(ctx, text, 50);
  const wanted = text.trim().toLowerCase();
  const exact = found.filter(
    ({ slug, name }) => name.toLowerCase() === wanted || slugName(slug).toLowerCase() === wanted,
  );
  const [only, ...more] = exact.length > 0 ? exact : found;
  if (only === undefined)
    return { ok: false, reason: 'unknown', candidates: await nearestProjects(ctx.db, text, MOST_CANDIDATES) };
  if (more.length === 0) return bySlug(ctx, only.slug);
  const candidates = rankProjects(text, [only, ...more])
    .slice(0, MOST_CANDIDATES)
    .map(typedForm);
  return { ok: false, reason: 'ambiguous', candidates };
}
