import type { KnownBlock } from '@slack/types';
import type { JobFailure, WorkflowFailure } from '../domain/failure.ts';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { failedJobs } from '../domain/pipeline-state.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { context, section, withBlockIds } from './blocks.ts';
import type { CardView } from './card-view.ts';
import { failedJobBlocks } from './failure-job.ts';
import { originLine } from './failure-parts.ts';
import { listOf } from './lists.ts';
import { inline, link } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';

export interface FailureReply {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/**
 * The explanation in the card's thread, made of nothing but what is stored.
 *
 * @returns blocks within Slack's limits for any report
 */
export function renderFailureReply(
  snapshot: PipelineSnapshot,
  failure: WorkflowFailure,
  locale: Locale,
): FailureReply {
  const texts = messages(locale);
  const view: CardView = { snapshot, locale, texts, progress: true };
  const workflow = snapshot.workflows.find(({ id }) => id === failure.workflowId);
  const name = workflow === undefined ? '–' : plainLabel(workflow);
  const title = texts.failures.title(`*${link(workflow?.url ?? null, name)}*`);
  const jobs = workflow === undefined ? [] : explained(failure, workflow);
  const names = listOf(jobs, ({ job }) => inline(plainLabel(job)), { items: 3, length: 600 }, locale);
  const blocks = [
    section([title]),
    ...jobs.flatMap((one) => failedJobBlocks(view, one, jobs.length)),
    context(footLines(view, failure, workflow)),
  ];
  return {
    text: texts.failures.fallback(inline(name), names || '–'),
    blocks: withBlockIds(failure.workflowId, blocks),
  };
}

export interface ExplainedJob {
  readonly workflow: WorkflowSnapshot;
  readonly job: WorkflowSnapshot['jobs'][number];
  readonly failure: JobFailure;
}

function explained({ jobs }: WorkflowFailure, workflow: WorkflowSnapshot): ExplainedJob[] {
  return jobs.flatMap((failure) => {
    const job = workflow.jobs.find(({ id }) => id === failure.jobId);
    return job === undefined ? [] : [{ workflow, job, failure }];
  });
}

function footLines(
  view: CardView,
  failure: WorkflowFailure,
  workflow: WorkflowSnapshot | undefined,
): string[] {
  const { failures } = view.texts;
  const more = workflow === undefined ? 0 : failedJobs(workflow).length - failure.jobs.length;
  const moreLine = more === 1 ? failures.oneMoreJob : failures.moreJobs(formatCount(more, view.locale));
  const origin = originLine(view, failure.origin);
  return [...(more > 0 ? [moreLine] : []), ...(origin === null ? [] : [`🔎 ${origin}`]), failures.masked];
}
