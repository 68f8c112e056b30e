import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { redrawForm } from '../launch/forms.ts';
import { projectLabels } from '../runs/project-names.ts';
import { SlackError } from '../slack/slack-error.ts';
import { troubleText } from '../views/help-trouble.ts';
import { type RollbackOrigin, rollbackModal, rollbackNotice } from '../views/rollback-modal.ts';
import { type RollbackChosen, rollbackFacts } from './form.ts';

/** Asks CircleCI what is deployed, and draws the open form with it, or why there is nothing to choose. */
export async function drawRollback(
  ctx: Context,
  form: { readonly id: string; readonly hash: string | null },
  { actor, origin }: { readonly actor: Actor; readonly origin: RollbackOrigin },
  chosen: RollbackChosen,
): Promise<void> {
  const { locale } = actor;
  const { projectSlug } = chosen;
  const projectName = (await projectLabels(ctx.db, [projectSlug]))(projectSlug);
  const view = await rollbackFacts(ctx, chosen).then(
    (facts) => rollbackModal({ locale, origin: { ...origin, projectSlug }, projectName, facts, chosen }),
    (error: unknown) => {
      if (!(error instanceof CircleCIError)) throw error;
      ctx.log.info({ reason: error.message }, 'CircleCI did not tell what is deployed');
      const { notHere } = messages(locale).running.rollback;
      const text = error.code === 'not_on_this_host' ? notHere : troubleText(error, '–', locale);
      return rollbackNotice(text, locale);
    },
  );
  try {
    await redrawForm(ctx, actor, form, view);
  } catch (error) {
    // It was closed, or drawn anew for a newer choice: nobody misses this one.
    if (!(error instanceof SlackError)) throw error;
    ctx.log.info({ err: error }, 'the form for a rollback could not be drawn anew');
  }
}
