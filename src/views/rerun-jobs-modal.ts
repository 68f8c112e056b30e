import type { ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isFinished } from '../domain/status.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { context, plainText, section } from './blocks.ts';
import { option } from './modal-inputs.ts';
import { code, shorten } from './mrkdwn.ts';
import { pipelineLink } from './pipeline-labels.ts';

/** Where the form was opened, and which workflow it is about. */
export interface RerunJobsOrigin {
  readonly channelId: string | null;
  readonly responseUrl: string | null;
  readonly workflowId: string;
}

/** Slack's limit for options of a select. */
const MOST_JOBS = 100;

/** @returns the jobs that have run and can run again; an approval is given anew when what is before it runs again */
export function jobsToRerun(workflow: WorkflowSnapshot): readonly JobSnapshot[] {
  return workflow.jobs.filter(({ type, status }) => type !== 'approval' && isFinished(status));
}

/** @returns the form to choose jobs of a finished workflow in */
export function rerunJobsModal(
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  { channelId, responseUrl, workflowId }: RerunJobsOrigin,
  locale: Locale,
): ModalView {
  const { jobs: texts } = messages(locale).running;
  const jobs = jobsToRerun(workflow);
  const hidden = jobs.length - MOST_JOBS;
  const about = section([texts.about(code(shorten(workflow.name, 150)), pipelineLink(snapshot))]);
  const frame = {
    type: 'modal' as const,
    callback_id: ACTION.rerunJobsSubmit,
    title: plainText(texts.title, 24),
    close: plainText(texts.close, 24),
    private_metadata: JSON.stringify({ c: channelId, r: responseUrl, w: workflowId }),
  };
  if (jobs.length === 0) return { ...frame, blocks: [about, section([texts.none])] };
  return {
    ...frame,
    submit: plainText(texts.submit, 24),
    blocks: [
      about,
      {
        type: 'input',
        block_id: ACTION.rerunJobs,
        label: plainText(texts.label, 2000),
        hint: plainText(texts.hint, 2000),
        element: {
          type: 'multi_static_select',
          action_id: ACTION.rerunJobs,
          options: jobs.slice(0, MOST_JOBS).map(({ id, name }) => option(name, id)),
        },
      },
      ...(hidden > 0 ? [context([texts.cut(formatCount(hidden, locale))])] : []),
    ],
  };
}
