import type { Context } from '../context.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { requestRerun } from '../runs/change.ts';
import { ACTION, decodeId, decodeTarget } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { jobsToRerun, rerunJobsModal } from '../views/rerun-jobs-modal.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { maySee } from '../waiting/may-see.ts';
import { answerPrivately } from './answer.ts';
import { fieldOf } from './form.ts';
import type { ClickHandler, SubmissionHandler } from './interaction.ts';
import { told } from './told.ts';

/** Choose jobs, in the list that `/circleci rerun --jobs` answers with. Slack's trigger id lives 3 seconds. */
export const pickJobs: ClickHandler = async (ctx, actor, click) => {
  const { locale } = actor;
  const { interactions, outcomes } = messages(locale);
  const { channelId, responseUrl, triggerId } = click;
  const target = decodeTarget(click.value);
  if (target === null || triggerId === null) return { text: interactions.buttonTooOld };
  const { workflowId } = target;
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const found = await workflowStored(ctx, workflowId);
    const about = { ...target, pipelineId: found?.snapshot.id ?? target.pipelineId };
    if (found === null || !(await maySee(ctx, actor, 'rerun', about))) {
      return { answer: { text: outcomes.gone.rerun } };
    }
    const origin = { channelId, responseUrl, workflowId };
    return { form: rerunJobsModal(found.snapshot, found.workflow, origin, locale) };
  });
  return 'answer' in opened ? opened.answer : undefined;
};

/** The form was sent: only jobs of that very workflow are taken from it. */
export const rerunJobsSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const { jobs: texts } = messages(actor.locale).running;
  const origin = decodeOrigin(view.metadata);
  const workflowId = workflowOf(view.metadata);
  const found = workflowId === null ? null : await workflowStored(ctx, workflowId);
  const chosen = fieldOf(view, ACTION.rerunJobs)?.values ?? [];
  const known = found === null ? [] : jobsToRerun(found.workflow).map(({ id }) => id);
  const jobIds = known.filter((id) => chosen.includes(id));
  if (workflowId === null || jobIds.length === 0) return { errors: { [ACTION.rerunJobs]: texts.missing } };
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  const work = async () => {
    const answer = await told(ctx, asker, 'a form failed', async () => {
      const outcome = await requestRerun(ctx, asker, { workflowId, fromFailed: false, jobIds });
      return outcomeAnswer(outcome, 'rerun', asker.locale);
    });
    if (answer !== undefined) await answerPrivately(ctx, asker, origin, answer);
  };
  return { work };
};

/** From the database only, because Slack waits. */
async function workflowStored(
  ctx: Context,
  workflowId: string,
): Promise<{ snapshot: PipelineSnapshot; workflow: WorkflowSnapshot } | null> {
  const row = await ctx.db
    .selectFrom('workflows')
    .select('pipeline_id')
    .where('id', '=', workflowId)
    .executeTakeFirst();
  const snapshot = row === undefined ? null : await loadSnapshot(ctx, ctx.db, row.pipeline_id);
  const workflow = snapshot?.workflows.find(({ id }) => id === workflowId);
  return snapshot === null || workflow === undefined ? null : { snapshot, workflow };
}

function workflowOf(metadata: string): string | null {
  try {
    const parsed: unknown = JSON.parse(metadata);
    const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'w') : null;
    return typeof id === 'string' ? decodeId(id) : null;
  } catch {
    return null;
  }
}
