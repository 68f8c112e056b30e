import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import { parseCircleCiUrl } from '../domain/circleci-url.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { saveProject } from '../pipelines/store.ts';
import { channelSettings } from '../preferences/channels.ts';
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
 * Which project a person means: a slug, any CircleCI URL, a name or an unambiguous part of one; nothing: the
 * channel's default, or the only project there is.
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
  return byName(ctx, text);
}

/** Projects whose slug or name contains the text, the best first; from the database only, so it is fast. */
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
      eb.or([eb(eb.fn('lower', ['slug']), 'like', pattern), eb(eb.fn('lower', ['name']), 'like', pattern)]),
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

/** A slug nobody has used yet is looked up at CircleCI, so that a typing mistake is told at once. */
async function bySlug(ctx: Context, slug: string): Promise<ProjectChoice> {
  const stored = await ctx.db.selectFrom('projects').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (stored !== undefined && stored.id !== null && stored.default_branch !== null) {
    return { ok: true, project: { slug, name: stored.name, defaultBranch: stored.default_branch } };
  }
  try {
    const project = await ctx.circleci.projects.get(
      { path: { 'project-slug': slug } },
      { priority: 'interactive' },
    );
    const defaultBranch = project.vcs_info?.default_branch ?? null;
    await saveProject(ctx.db, { slug, id: project.id, name: project.name, defaultBranch });
    return { ok: true, project: { slug, name: project.name, defaultBranch } };
  } catch (error) {
    if (!(error instanceof CircleCIError) || error.code !== 'not_found') throw error;
    return { ok: false, reason: 'unknown', candidates: await nearestProjects(ctx.db, slug, MOST_CANDIDATES) };
  }
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
