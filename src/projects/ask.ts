import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import { slugById } from '../domain/project-slug.ts';
import { transact } from '../storage/transact.ts';
import { type KnownProject, knownProject } from './known.ts';
import { noteGone, noteVisible } from './news.ts';
import { nameProject, saveProject } from './save.ts';

type AskContext = Pick<Context, 'circleci' | 'db' | 'queue' | 'now'>;
type Priority = 'interactive' | 'background';

/**
 * Asks CircleCI which project a slug names, and stores it with the slug as one of its names. CircleCI takes a project's
 * slug in several forms, and answers with its id and the slug that it uses itself.
 *
 * @throws CircleCIError; `not_found` when CircleCI knows no such project
 */
export async function askProject(ctx: AskContext, slug: string, priority: Priority): Promise<KnownProject> {
  const answer = await ctx.circleci.projects.get({ path: { 'project-slug': slug } }, { priority });
  return transact(ctx.db, async (tx) => {
    const present = await saveProject(ctx, tx, {
      slug: answer.slug,
      id: answer.id,
      name: answer.name,
      defaultBranch: answer.vcs_info?.default_branch ?? null,
      organizationId: answer.organization_id,
    });
    await noteVisible(tx, present);
    return nameProject(tx, slug, present);
  });
}

/**
 * @param slug any slug by which CircleCI knows the project
 * @returns the stored project, or what CircleCI answers where it is not known well enough; null when CircleCI knows none
 * @throws CircleCIError when CircleCI has to be asked and cannot be
 */
export async function identifyProject(
  ctx: AskContext,
  slug: string,
  priority: Priority,
): Promise<KnownProject | null> {
  const stored = await knownProject(ctx.db, slug);
  if (stored !== null && stored.id !== null && stored.defaultBranch !== null) return stored;
  return orNull(() => askProject(ctx, stored?.slug ?? slug, priority));
}

/**
 * CircleCI answered 404 for a project's present slug: finds out whether it was renamed, by its ids; else notes that it is
 * gone. Either way the channels that show it are told.
 *
 * @returns the project under its present slug, null when it is gone
 * @throws CircleCIError when CircleCI cannot be asked
 */
export async function lookForProject(ctx: AskContext, slug: string): Promise<KnownProject | null> {
  const stored = await knownProject(ctx.db, slug);
  const names = [slug, ...(stored === null ? [] : await otherNames(ctx, stored))];
  for (const name of new Set(names)) {
    const answer = await orNull(() =>
      ctx.circleci.projects.get({ path: { 'project-slug': name } }, { priority: 'background' }),
    );
    if (answer === null || (stored?.id != null && answer.id !== stored.id)) continue;
    const facts = {
      slug: answer.slug,
      id: answer.id,
      name: answer.name,
      replacesSlug: true,
      organizationId: answer.organization_id,
    };
    const present = await saveProject(ctx, ctx.db, facts);
    await noteVisible(ctx.db, present);
    return knownProject(ctx.db, present);
  }
  await transact(ctx.db, (tx) => noteGone(ctx, tx, stored?.slug ?? slug));
  return null;
}

/** By its ids, and as its newest pipeline calls its project now: both outlive a rename. */
async function otherNames(ctx: AskContext, { slug, id, organizationId }: KnownProject): Promise<string[]> {
  const byIds = id === null || organizationId === null ? [] : [slugById(organizationId, id)];
  const newest = await ctx.db
    .selectFrom('pipelines')
    .select('id')
    .where('project_slug', '=', slug)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return byIds;
  const path = { 'pipeline-id': newest.id };
  const pipeline = await orNull(() => ctx.circleci.pipelines.get({ path }, { priority: 'background' }));
  return pipeline === null ? byIds : [pipeline.project_slug, ...byIds];
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CircleCIError && error.code === 'not_found') return null;
    throw error;
  }
}
