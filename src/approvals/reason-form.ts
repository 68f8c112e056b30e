import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { LONGEST_REASON } from '../runs/reason.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { type ReasonOrigin, reasonModal } from '../views/reason-modal.ts';

/**
 * Opens the form that asks why somebody approves or rejects. Slack's trigger id lives three seconds.
 *
 * @returns what to tell when Slack did not take it; nothing when it is open
 */
export async function openReasonForm(
  ctx: Context,
  actor: Actor,
  triggerId: string,
  origin: ReasonOrigin,
): Promise<PrivateAnswer | undefined> {
  const { locale } = actor;
  const { workflowId, jobId } = origin.target;
  const make = async () => {
    const job = await ctx.db
      .selectFrom('jobs')
      .select('name')
      .where('workflow_id', '=', workflowId)
      .where('id', '=', jobId)
      .executeTakeFirst();
    const hold = job === undefined ? null : code(shorten(job.name, 80));
    const { onReject } = ctx.config;
    return { form: reasonModal({ origin, locale, hold, onReject, longest: LONGEST_REASON }) };
  };
  try {
    await openForm(ctx, actor, triggerId, make);
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    ctx.log.info({ err: error }, 'Slack did not open the form for a reason');
    return { text: messages(locale).votes.form.tooLate };
  }
}
