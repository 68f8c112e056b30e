import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import { readRefsAhead } from '../runs/recent-refs.ts';
import { SlackError } from '../slack/slack-error.ts';
import { type RunOrigin, runModal } from '../views/run-modal.ts';
import { type Chosen, formFacts } from './form-facts.ts';

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
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'slack'>,
  form: OpenForm,
  { locale, origin }: { readonly locale: Locale; readonly origin: RunOrigin },
  chosen: Chosen,
): Promise<void> {
  const { projectSlug } = chosen;
  const [{ told, shown }] = await Promise.all([formFacts(ctx, chosen), readRefsAhead(ctx, projectSlug)]);
  const project = await ctx.db
    .selectFrom('projects')
    .select('name')
    .where('slug', '=', projectSlug)
    .executeTakeFirst();
  const { shown: _, ...before } = origin;
  const drawn = runModal({
    locale,
    origin: { ...before, projectSlug, ...(shown === undefined ? {} : { shown }) },
    ...(project === undefined ? {} : { projectName: project.name }),
    told,
  });
  try {
    await ctx.slack.updateView(form.id, form.hash, drawn);
  } catch (error) {
    // It was closed, or drawn anew for a newer choice: nobody misses this one.
    if (!(error instanceof SlackError)) throw error;
    ctx.log.info({ err: error }, 'the run form could not be drawn anew');
  }
}
