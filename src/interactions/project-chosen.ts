import type { Context } from '../context.ts';
import { resolveProject } from '../runs/projects.ts';
import { SlackError } from '../slack/slack-error.ts';
import { decodeOrigin, runModal } from '../views/run-modal.ts';
import { chosenProject, nameOfProject } from './chosen.ts';
import type { ClickHandler } from './interaction.ts';

/**
 * In the run form another project was chosen: draw the form anew, so that the search for branches knows the
 * project, and a branch chosen for the one before is forgotten. What was typed elsewhere stays, Slack sees to that.
 */
export const projectChosen: ClickHandler = async (ctx, actor, click) => {
  const { view, value } = click;
  if (view === null || value === null) return undefined;
  const origin = decodeOrigin(view.metadata);
  const projectSlug = await chosenProject(ctx, value);
  if (projectSlug === null || projectSlug === origin.projectSlug) return undefined;
  const form = runModal({
    locale: actor.locale,
    origin: { ...origin, projectSlug },
    ...(await nameOfProject(ctx, projectSlug)),
  });
  try {
    await ctx.slack.updateView(view.id, view.hash, form);
  } catch (error) {
    // The form was closed, or drawn anew by a newer choice: nobody misses this one.
    if (!(error instanceof SlackError)) throw error;
    ctx.log.debug({ err: error }, 'the run form could not be drawn anew');
  }
  await knowDefaultBranch(ctx, projectSlug);
  return undefined;
};

/** Read from CircleCI and kept, for the search for branches to offer it. The form works without. */
async function knowDefaultBranch(ctx: Context, slug: string): Promise<void> {
  await resolveProject(ctx, slug, null).catch((error: unknown) => {
    ctx.log.debug({ err: error }, 'CircleCI did not tell the project of the run form');
  });
}
