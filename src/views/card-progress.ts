import type { JobSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { failedJobs } from '../domain/pipeline-state.ts';
import { isFinished } from '../domain/status.ts';
import { formatDuration, millisecondsBetween, slackDate } from '../i18n/format.ts';
import { type CardView, row } from './card-view.ts';
import { listOf } from './lists.ts';
import { inline, link } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';

/** Ended without having run to their end: they are not work that is done. */
const NOT_DONE = new Set(['not_run', 'canceled', 'unauthorized']);

/** @returns jobs done of all, how long it took or since when it runs, what runs now */
export function progressLines(view: CardView, workflow: WorkflowSnapshot): string[] {
  const { progress } = view;
  const amount = row([progress ? jobCount(view, workflow) : null, timeSpent(view, workflow)]);
  const now = progress ? runningNames(view, workflow) : '';
  return [amount, now === '' ? '' : view.texts.cards.now(now)].filter((line) => line !== '');
}

function jobCount({ texts: { cards } }: CardView, workflow: WorkflowSnapshot): string {
  const done = workflow.jobs.filter(({ status }) => isFinished(status) && !NOT_DONE.has(status)).length;
  if (!workflow.jobsComplete) return done === 0 ? '' : cards.jobsDone(done);
  const total = workflow.jobs.length;
  if (total === 0) return '';
  return workflow.status === 'success' && done === total ? cards.jobs(total) : cards.jobsOf(done, total);
}

/** Exact once it ended; before that the moment it began, so that the text needs no clock. */
function timeSpent({ locale, texts }: CardView, workflow: WorkflowSnapshot): string {
  if (!isFinished(workflow.status)) {
    const start = slackDate(workflow.createdAt);
    return start === null ? '' : texts.cards.since(start);
  }
  const spent = millisecondsBetween(workflow.createdAt, workflow.stoppedAt);
  return spent === null || spent < 0 ? '' : formatDuration(spent, locale);
}

function runningNames({ locale }: CardView, workflow: WorkflowSnapshot): string {
  if (isFinished(workflow.status)) return '';
  const running = workflow.jobs.filter((job) => job.type !== 'approval' && job.status === 'running');
  return listOf(running, (job) => inline(plainLabel(job)), { items: 3, length: 600 }, locale);
}

/**
 * @returns the failed jobs by name, each linked; for the edge only that there is one, so that a workflow in which
 * job after job fails is not updated at each
 */
export function failedLines(view: CardView, workflow: WorkflowSnapshot): string[] {
  const failed = failedJobs(workflow);
  if (failed.length === 0) return [];
  if (!view.progress) return [view.texts.cards.failed('')];
  const limits = { items: 5, length: 1500 };
  const names = listOf(failed, (job) => jobLink(workflow, job), limits, view.locale);
  return [`❌ ${view.texts.cards.failed(names)}`];
}

/** A job's page in CircleCI's web app is the workflow's address with its number (Source: CircleCI's MCP server). */
export function jobLink(workflow: WorkflowSnapshot, job: JobSnapshot): string {
  return link(job.number === null ? null : `${workflow.url}/jobs/${job.number}`, plainLabel(job));
}
