import { dropInvisible } from '../domain/invisible.ts';
import { isRefName } from '../domain/unmatchable.ts';
import { projectsToRun } from '../policy/offered.ts';
import { knownRefs } from '../runs/recent-refs.ts';
import { ACTION } from '../views/action-ids.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { optionValue, type RefChoice, refKey, refOption } from '../views/run-modal-options.ts';
import { chosenProject } from './chosen.ts';
import { filledIn } from './form.ts';
import type { SuggestionHandler } from './interaction.ts';

/** Slack's limit for options. Source: Slack docs, Block Kit, external select. */
const MOST_OPTIONS = 100;

/** Branches and tags that the project's pipelines ran on, and what was typed, as either. */
export const suggestRef: SuggestionHandler = async (ctx, actor, { typed, view }) => {
  const { locale } = actor;
  const chosen = view === null ? null : filledIn(view, ACTION.runProject);
  const meant =
    (chosen === null ? null : await chosenProject(ctx, chosen)) ??
    (view === null ? null : decodeOrigin(view.metadata).projectSlug);
  const channelId = view === null ? null : decodeOrigin(view.metadata).channelId;
  const [slug = null] =
    meant === null
      ? []
      : (await projectsToRun(ctx, actor, channelId, [{ slug: meant }])).map((project) => project.slug);
  const found = slug === null ? [] : await knownRefs(ctx, slug, nameOf(typed), MOST_OPTIONS);
  const known = found.map(({ kind, name }): RefChoice => (kind === 'tag' ? { tag: name } : { branch: name }));
  const keys = new Set(known.map(refKey));
  const own = typedRefs(typed).filter((ref) => !keys.has(refKey(ref)) && fits(ref));
  return [
    ...known.slice(0, MOST_OPTIONS - own.length).map((ref) => refOption(ref, locale)),
    ...own.map((ref) => refOption(ref, locale, true)),
  ];
};

function nameOf(typed: string): string {
  return dropInvisible(typed)
    .trim()
    .replace(/^(?:branch|tag):/i, '');
}

/** `branch:` and `tag:` say which it is; without them it may be either. What git allows no name for is neither. */
function typedRefs(typed: string): RefChoice[] {
  const name = nameOf(typed);
  if (!isRefName(name)) return [];
  const isTag = /^\s*tag:/i.test(typed);
  const isBranch = /^\s*branch:/i.test(typed);
  return [...(isTag ? [] : [{ branch: name }]), ...(isBranch ? [] : [{ tag: name }])];
}

/** A cut value could not be found again, because no pipeline ran on it yet. */
function fits(ref: RefChoice): boolean {
  return optionValue(refKey(ref)) === refKey(ref);
}
