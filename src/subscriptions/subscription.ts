import { wildcardsIn } from '../domain/glob.ts';
import { slugKey } from '../domain/project-slug.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { matchesGlob } from './globs.ts';

/** `file`: made by the reviewed file, and changed only there. */
export type SubscriptionSource = 'command' | 'file';

/** What a channel wants to see. It belongs to the channel and outlives the person who made it. */
export interface Subscription extends Filter {
  readonly id: string;
  readonly channelId: string;
  readonly source: SubscriptionSource;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** Filters nothing but takes only the usual outcomes: what one gets who says no more than a project. */
export const USUAL: Omit<Filter, 'project'> = {
  branches: [],
  tags: [],
  workflows: [],
  jobs: [],
  authors: [],
  bots: true,
  outcomes: [],
};

/** @returns true when it asks who had a hand in a pipeline */
export function isPersonal({ people }: Pick<Filter, 'people'>): boolean {
  return people !== undefined && people.mine !== null;
}

/** @returns true for `gh/acme/*`, false for one project's slug */
export function isProjectGlob(project: string): boolean {
  return wildcardsIn(project) > 0;
}

/** @returns what stands before the last part: `gh/acme` of `gh/acme/web` */
export function folderOf(project: string): string {
  return project.slice(0, project.lastIndexOf('/'));
}

/**
 * @param slugs every slug of the project
 * @returns true when the subscription is to this project, by one of its slugs or by a glob of them
 */
export function isAbout({ project }: Pick<Filter, 'project'>, slugs: readonly string[]): boolean {
  const wanted = slugKey(project);
  return slugs.some((slug) => matchesGlob(wanted, slugKey(slug)));
}
