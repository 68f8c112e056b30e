import { drawForm } from '../launch/draw-form.ts';
import { redrawForm } from '../launch/forms.ts';
import { SlackError } from '../slack/slack-error.ts';
import { decodeOrigin, runModal } from '../views/run-modal.ts';
import { chosenProject, nameOfProject } from './chosen.ts';
import type { ClickHandler } from './interaction.ts';

/**
 * In the run form another project was chosen: draw the form anew, so that the search for branches knows the
 * project, and a branch chosen for the one before is forgotten; then once more with the fields that CircleCI tells.
 * What was typed elsewhere stays, Slack sees to that.
 */
export const projectChosen: ClickHandler = async (ctx, actor, click) => {
  const { view, value } = click;
  if (view === null || value === null) return undefined;
  const { shown: _, ...before } = decodeOrigin(view.metadata);
  const projectSlug = await chosenProject(ctx, value);
  if (projectSlug === null || projectSlug === before.projectSlug) return undefined;
  const origin = { ...before, projectSlug };
  const form = runModal({ locale: actor.locale, origin, ...(await nameOfProject(ctx, projectSlug)) });
  try {
    const { hash } = await redrawForm(ctx, actor, view, form);
    const chosen = { projectSlug, ref: null, definitionId: null };
    await drawForm(ctx, { id: view.id, hash }, { actor, origin }, chosen);
  } catch (error) {
    // The form was closed, or drawn anew by a newer choice: nobody misses this one.
    if (!(error instanceof SlackError)) throw error;
    ctx.log.debug({ err: error }, 'the run form could not be drawn anew');
  }
  return undefined;
};
