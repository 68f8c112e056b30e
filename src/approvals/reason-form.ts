import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { LONGEST_REASON } from '../runs/reason.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';
import { listWithin } from '../views/lists.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { type ReasonOrigin, reasonModal } from '../views/reason-modal.ts';
import { maySee } from '../waiting/may-see.ts';

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
    // Anyone can change what a button carries: a hold is named only to people who may see it.
    if (!(await maySee(ctx, actor, 'approve', { ...origin.target, jobId }))) {
      return { answer: { text: messages(locale).approvalDetail.gone } };
    }
    const jobs = await ctx.db
      .selectFrom('workflows')
      .innerJoin('jobs', 'jobs.workflow_id', 'workflows.id')
      .select(['workflows.name as workflow', 'jobs.id', 'jobs.name', 'jobs.type', 'jobs.status'])
      .where('workflows.id', '=', workflowId)
      .orderBy('jobs.position')
      .execute();
    const named = (name: string) => code(shorten(name, 80));
    const job = jobs.find(({ id }) => id === jobId);
    const hold = job === undefined ? null : named(job.name);
    const workflow = job === undefined ? '' : named(job.workflow);
    const others = jobs.filter(
      ({ id, type, status }) => id !== jobId && type === 'approval' && status === 'on_hold',
    );
    const otherHolds = listWithin(
      others.map(({ name }) => named(name)),
      { items: 5, length: 500 },
      locale,
    );
    const { onReject } = ctx.config;
    const about = { origin, locale, hold, workflow, otherHolds, onReject, longest: LONGEST_REASON };
    return { form: reasonModal(about) };
  };
  try {
    const opened = await openForm(ctx, actor, triggerId, make);
    return 'answer' in opened ? opened.answer : undefined;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    ctx.log.info({ err: error }, 'Slack did not open the form for a reason');
    return { text: messages(locale).votes.form.tooLate };
  }
}
