import type { Context } from '../context.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { isRefName } from '../domain/unmatchable.ts';
import { discoverProjects } from '../runs/discover-projects.ts';
import { typedForm } from '../runs/nearest-projects.ts';
import { resolveProject, searchProjects } from '../runs/projects.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { projectOfLink } from './project-link.ts';
import type { GitRef } from './ref-words.ts';
import { looksLikeUrl } from './words.ts';

/** Turns the words for a project and a ref into the project and the ref, by what projects there are. */

export interface Project {
  readonly slug: string;
  readonly name: string;
  readonly defaultBranch: string | null;
}

export interface ProjectAndRef {
  readonly project: Project;
  /** Null when none was named. */
  readonly ref: GitRef | null;
  /** The word that was taken for a branch because no project is called so. */
  readonly takenForBranch?: string;
}

/**
 * @param names at most two plain words: a project, a branch, or both
 * @param ref what `branch:` or `tag:` said, if anything
 * @returns the project and ref that are meant: the first word where it names a project; else the channel's default
 *   project, and the word is the branch
 */
export async function projectAndRef(
  ctx: Context,
  names: readonly string[],
  ref: GitRef | null,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  const [first, second] = names;
  const given = second === undefined ? ref : { branch: second };
  if (first !== undefined && given === null) return projectOrBranch(ctx, first, channelId);
  const named =
    first === undefined ? await usualProject(ctx, channelId) : await projectNamed(ctx, first, channelId);
  return isMistake(named) ? named : { project: named.project, ref: given ?? named.ref };
}

/** One word alone. A word that no project has as its name is a branch; a link or a slug never is. */
async function projectOrBranch(
  ctx: Context,
  word: string,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  const isName = !looksLikeUrl(word) && normaliseSlug(word) === null;
  if (!isName) return projectNamed(ctx, word, channelId);
  const named = await knownProject(ctx, word, channelId);
  if (!isMistake(named) || named.mistake !== 'project-unknown') return named;
  const usual = await usualProject(ctx, channelId);
  if (isMistake(usual)) return projectNamed(ctx, word, channelId);
  if (!isRefName(word)) return { mistake: 'ref-name', word };
  return { project: usual.project, ref: { branch: word }, takenForBranch: word };
}

/** The channel's default project, or the only one it is subscribed to. */
async function usualProject(ctx: Context, channelId: string | null): Promise<ProjectAndRef | Mistake> {
  const found = await resolveProject(ctx, null, channelId);
  return found.ok ? { project: found.project, ref: null } : { mistake: 'project-missing' };
}

/**
 * @param text a slug, a short name or a link to CircleCI
 * @returns the project, with the ref that a link carries. A name that is not known yet is looked for in CircleCI.
 */
export async function projectNamed(
  ctx: Context,
  text: string,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  if (looksLikeUrl(text)) return projectOfLink(ctx, text, channelId);
  const named = await knownProject(ctx, text, channelId);
  if (!isMistake(named) || named.mistake !== 'project-unknown' || normaliseSlug(text) !== null) return named;
  const found = await discoverProjects(ctx, 'interactive');
  return found === 0 ? named : knownProject(ctx, text, channelId);
}

/** By slug or by its whole name. A part of a name is only suggested: what starts something has to be named. */
async function knownProject(
  ctx: Context,
  text: string,
  channelId: string | null,
): Promise<ProjectAndRef | Mistake> {
  const found = await resolveProject(ctx, text, channelId);
  if (found.ok) {
    return isNamed(text, found.project)
      ? { project: found.project, ref: null }
      : { mistake: 'project-unknown', word: text, nearest: [typedForm(found.project)] };
  }
  const named = (await searchProjects(ctx, text, 50)).filter((project) => isNamed(text, project));
  return named.length > 1
    ? { mistake: 'project-ambiguous', word: text, nearest: named.map(({ slug }) => slug) }
    : { mistake: 'project-unknown', word: text, nearest: found.candidates };
}

function isNamed(text: string, { slug, name }: Pick<Project, 'slug' | 'name'>): boolean {
  const wanted = text.toLowerCase();
  return (
    normaliseSlug(text) !== null || [name, slugName(slug)].some((known) => known.toLowerCase() === wanted)
  );
}
