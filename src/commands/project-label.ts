import type { Context } from '../context.ts';
import { slugName } from '../domain/project-slug.ts';
import { type ChannelSettings, channelSettings } from '../preferences/channels.ts';
import { searchProjects } from '../runs/projects.ts';
import { isProjectGlob } from '../subscriptions/subscription.ts';
import { projectLabel } from '../views/run-modal-options.ts';

/** A slug is also a part of longer ones, so the search finds some more. */
const ENOUGH = 20;

/** @returns the name by which the project is known so far; a part of its slug when it is not */
export async function nameOf(ctx: Pick<Context, 'db'>, slug: string): Promise<string> {
  const found = await searchProjects(ctx, slug, ENOUGH);
  return found.find((project) => project.slug === slug)?.name ?? slugName(slug);
}

/** @returns how a project is called in a list: by its slug, and by its name where the slug does not hold it */
export async function labelOf(ctx: Pick<Context, 'db'>, slug: string): Promise<string> {
  return projectLabel({ slug, name: await nameOf(ctx, slug) });
}

/** @returns the same for what a channel is subscribed to, where a glob stands for itself */
export async function projectText(ctx: Pick<Context, 'db'>, project: string): Promise<string> {
  return isProjectGlob(project) ? project : labelOf(ctx, project);
}

/** @returns a channel's settings with its default project as it is called */
export async function shownSettings(
  ctx: Pick<Context, 'db' | 'config'>,
  channelId: string,
): Promise<ChannelSettings> {
  const settings = await channelSettings(ctx, channelId);
  const { defaultProject: slug } = settings;
  return { ...settings, defaultProject: slug === null ? null : await labelOf(ctx, slug) };
}
