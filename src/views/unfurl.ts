import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus, type WorkflowGroup, workflowGroups } from '../domain/pipeline-state.ts';
import { formatDuration, millisecondsBetween, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { context, section, shortHash, withBlockIds } from './blocks.ts';
import { withinBudget } from './card-budget.ts';
import { headBlocks } from './card-head.ts';
import { decidableHolds } from './card-holds.ts';
import { jobLink } from './card-progress.ts';
import { type CardView, row } from './card-view.ts';
import { workflowBlocks } from './card-workflow.ts';
import { pipelineLabel, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** What a link shows. */
export interface Unfurl {
  /** For the one person who is told instead of everyone. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Stays the same while only progress changes, and as time goes by. */
  readonly edge: string;
}

export interface UnfurlView {
  readonly snapshot: PipelineSnapshot;
  /** The workflow and job that the link is about; null for all of it. */
  readonly workflowId: string | null;
  readonly jobId: string | null;
  readonly locale: Locale;
  readonly url: string;
  readonly now: Date;
}

/** More workflows are seen in CircleCI: it is beside a message, not a card of its own. */
const MOST_WORKFLOWS = 3;

/** @returns the card in short, as of now, for a link in somebody's message; within Slack's limits for any snapshot */
export function renderUnfurl(unfurl: UnfurlView): Unfurl {
  const { snapshot, locale, url, now } = unfurl;
  const view: CardView = { snapshot, locale, texts: messages(locale), progress: true };
  const subject = row([pipelineLabel(snapshot), refLabel(view)]);
  const text = view.texts.cards.fallback(statusWord(pipelineStatus(snapshot), locale), subject);
  const moment = slackDate(now.toISOString());
  const foot = moment === null ? [] : [context([view.texts.approvalDetail.asOf(moment)])];
  return {
    text,
    blocks: withBlockIds(`${snapshot.id} ${url}`, [...stateBlocks(unfurl, view), ...foot]),
    edge: shortHash(JSON.stringify([locale, stateBlocks(unfurl, { ...view, progress: false })])),
  };
}

function stateBlocks({ snapshot, workflowId, jobId }: UnfurlView, view: CardView): KnownBlock[] {
  const groups = workflowGroups(snapshot).filter((group) => workflowId === null || isIn(group, workflowId));
  const holds = groups.reduce((sum, { current }) => sum + decidableHolds(view, current).length, 0);
  const entries = groups.map((group) => ({ group, blocks: workflowBlocks(view, group, holds > 1) }));
  const { shown } = withinBudget(entries);
  const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
  return [
    ...headBlocks(view),
    ...shown.slice(0, MOST_WORKFLOWS).flatMap(({ blocks }) => blocks),
    ...(workflow === undefined || jobId === null ? [] : jobBlocks(view, workflow, jobId)),
  ];
}

function isIn({ current, earlier }: WorkflowGroup, workflowId: string): boolean {
  return [current, ...earlier].some(({ id }) => id === workflowId);
}

function jobBlocks({ locale }: CardView, workflow: WorkflowSnapshot, jobId: string): KnownBlock[] {
  const job = workflow.jobs.find(({ id }) => id === jobId);
  if (job === undefined) return [];
  const spent = millisecondsBetween(job.startedAt, job.stoppedAt);
  const took = spent === null || spent < 0 ? null : formatDuration(spent, locale);
  return [
    section([
      `${statusEmoji(job.status)} ${row([`*${jobLink(workflow, job)}*`, statusWord(job.status, locale), took])}`,
    ]),
  ];
}
