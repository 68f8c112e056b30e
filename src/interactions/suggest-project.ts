import { parseCircleCiUrl } from '../domain/circleci-url.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { parseRepositoryUrl } from '../domain/repository-url.ts';
import { messages } from '../i18n/index.ts';
import { projectsToRun } from '../policy/offered.ts';
import { presentSlug } from '../projects/known.ts';
import { type NamedProject, projectsNear, rankProjects } from '../runs/nearest-projects.ts';
import { searchProjects } from '../runs/projects.ts';
import { plainText } from '../views/blocks.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { projectOption } from '../views/run-modal-options.ts';
import type { SuggestionHandler } from './interaction.ts';

/** Slack's limit for options. Source: Slack docs, Block Kit, external select. */
const MOST_OPTIONS = 100;
/** Of as many it is looked up which of them the person may use. */
const MOST_LOOKED_AT = 2_000;
/** Where nothing contains what was typed, a few that come near. */
const MOST_NEAR = 5;

/**
 * Known projects, those nearest to what was typed first; a slug or a link that nobody used yet is offered as it was
 * typed.
 */
export const suggestProject: SuggestionHandler = async (ctx, actor, { typed, view }) => {
  const { locale } = actor;
  const offered = <Project extends { readonly slug: string }>(projects: readonly Project[]) =>
    projectsToRun(ctx, actor, view === null ? null : decodeOrigin(view.metadata).channelId, projects);
  const named =
    normaliseSlug(typed) ?? parseCircleCiUrl(typed)?.slug ?? parseRepositoryUrl(typed)?.slug ?? null;
  const slug = named === null ? null : await presentSlug(ctx.db, named);
  const text = slug ?? typed.trim();
  const containing = await offered(await searchProjects(ctx, text, MOST_LOOKED_AT));
  const ranked =
    text === '' || containing.length > 0
      ? byNearness(text, containing)
      : await offered(await projectsNear(ctx.db, text, MOST_NEAR));
  const found = ranked.slice(0, MOST_OPTIONS);
  const options = found.map(projectOption);
  if (slug === null || found.some((project) => project.slug === slug)) return options;
  if ((await offered([{ slug }])).length === 0) return options;
  const own = projectOption({ slug, name: slugName(slug) });
  // A cut value could not be found again, because nobody knows the project yet.
  if (own.value !== slug) return options;
  const label = plainText(messages(locale).interactions.modal.typedProject(slug), 75);
  return [{ ...own, text: label }, ...options].slice(0, MOST_OPTIONS);
};

/** All of them contain the text: the nearest first, and none is left out for being far. */
function byNearness(text: string, projects: readonly NamedProject[]): readonly NamedProject[] {
  if (text === '') return projects;
  const near = rankProjects(text, projects);
  return [...near, ...projects.filter((one) => !near.includes(one))];
}
