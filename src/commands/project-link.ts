import type { Context } from '../context.ts';
import { type CircleCiUrl, parseCircleCiUrl } from '../domain/circleci-url.ts';
import { parseRepositoryUrl } from '../domain/repository-url.ts';
import { findTarget } from '../runs/lookup.ts';
import { resolveProject } from '../runs/projects.ts';
import type { Mistake } from '../views/help-mistake.ts';
import type { ProjectAndRef } from './projects.ts';
import type { GitRef } from './ref-words.ts';

/** @returns the project that a link to CircleCI or to a repository is about, with the ref that CircleCI's link carries */
export async function projectOfLink(
  ctx: Context,
  text: string,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  if (parseRepositoryUrl(text) !== null) return projectOfRepository(ctx, text, channelId);
  const url = parseCircleCiUrl(text);
  if (url === null) return { mistake: 'not-a-circleci-link', word: text };
  const target = await targetOfLink(ctx, url);
  if (target === null) return { mistake: 'link-not-found', word: text };
  const found = await resolveProject(ctx, target.slug, channelId);
  if (!found.ok) return { mistake: 'link-not-found', word: text };
  return { project: found.project, ref: target.ref };
}

async function projectOfRepository(
  ctx: Context,
  text: string,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  const found = await resolveProject(ctx, text, channelId);
  if (found.ok) return { project: found.project, ref: null };
  const mistake = found.reason === 'ambiguous' ? 'project-ambiguous' : 'project-unknown';
  return { mistake, word: text, nearest: found.candidates };
}

/** A link to a pipeline, or to something in one, means what that pipeline ran. */
async function targetOfLink(
  ctx: Context,
  url: CircleCiUrl,
): Promise<{ slug: string; ref: GitRef | null } | null> {
  if (url.kind === 'project' && url.slug !== null) {
    return { slug: url.slug, ref: url.branch === undefined ? null : { branch: url.branch } };
  }
  const snapshot = await findTarget(ctx, url);
  if (snapshot === null) return null;
  const { projectSlug: slug, branch, tag } = snapshot;
  return { slug, ref: tag !== null ? { tag } : branch !== null ? { branch } : null };
}
