import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { projectsToRun } from '../policy/offered.ts';
import { readRefsAhead } from '../runs/recent-refs.ts';
import { SlackError } from '../slack/slack-error.ts';
import { type RunOrigin, runModal } from '../views/run-modal.ts';
import { type Chosen, formFacts } from './form-facts.ts';
import { redrawForm } from './forms.ts';

/** A form that somebody has open; the hash names its state, and Slack takes a change of that state only. */
export interface OpenForm {
  readonly id: string;
  readonly hash: string | null;
}

/**
 * Asks CircleCI what a run can be given, and draws the open form anew with it. What was typed stays, Slack sees to
 * that. The form works without: whatever is given is checked once more when it is sent.
 */
export async function drawForm(
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'policy' | 'queue' | 'slack'>,
  form: OpenForm,
  { actor, origin }: { readonly actor: Actor; readonly origin: RunOrigin },
  chosen: Chosen,
): Promise<void> {
  const { projectSlug } = chosen;
  // Which parameters and branches a project has is for people who may run it.
  const [isOffered] = await projectsToRun(ctx, actor, origin.channelId, [{ slug: projectSlug }]);
  const [{ told, shown = undefined }] =
    isOffered === undefined
      ? [{ told: { declared: null, definitions: [] } }]
      : await Promise.all([formFacts(ctx, chosen), readRefsAhead(ctx, projectSlug)]);
  const project = await ctx.db
    .selectFrom('projects')
    .select('name')
    .where('slug', '=', projectSlug)
    .executeTakeFirst();
  const { shown: _, ...before } = origin;
  const drawn = runModal({
    locale: actor.locale,
    origin: { ...before, projectSlug, ...(shown === undefined ? {} : { shown }) },
    ...(project === undefined ? {} : { projectName: project.name }),
    told,
  });
  try {
    await redrawForm(ctx, actor, form, drawn);
  } catch (error) {
    // It was closed, or drawn anew for a newer choice: nobody misses this one.
    if (!(error instanceof SlackError)) throw error;
    ctx.log.info({ err: error }, 'the run form could not be drawn anew');
  }
}
