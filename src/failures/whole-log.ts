import { CircleCIError, type StepOutput } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobSnapshot, PipelineSnapshot } from '../domain/pipeline.ts';
import { loadCard } from '../notifications/card-store.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { channelSettings } from '../preferences/channels.ts';
import { SlackError } from '../slack/slack-error.ts';
import { logFile } from '../views/log-file.ts';
import { type LogKey, leaveLog, takeLog } from './log-lease.ts';
import { readableLog } from './readable-log.ts';

type LogContext = Pick<Context, 'circleci' | 'config' | 'db' | 'slack' | 'log' | 'now'>;

export interface LogTarget {
  readonly pipelineId: string;
  readonly workflowId: string;
  readonly jobId: string;
  /** Only a channel that has a card of the pipeline gets a log of it. */
  readonly channelId: string;
}

/** What became of it; every one has its text in the catalogues, `shared` needs none. */
export type LogOutcome = 'shared' | 'gone' | 'already' | 'noLog' | 'noScope' | 'lost';

const MOST_STEPS = 5;
/** Of each step, from its end. */
const MOST_CHARACTERS = 400_000;

/**
 * Puts what the failed steps of a job printed as a file into the thread of the card, masked. Several who ask at once
 * get one file.
 *
 * @throws SlackError when Slack is busy or refuses for a reason that nobody in the channel can mend
 */
export async function shareWholeLog(ctx: LogContext, target: LogTarget): Promise<LogOutcome> {
  const card = await loadCard(ctx.db, target.pipelineId, target.channelId);
  const snapshot = await loadSnapshot(ctx, ctx.db, target.pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === target.workflowId);
  const job = workflow?.jobs.find(({ id }) => id === target.jobId);
  if (card === null || card.messageTs === null || snapshot === null || job === undefined) return 'gone';
  if (!(await takeLog(ctx.db, target, ctx.now()))) return 'already';
  let shared = false;
  try {
    const output = await readLog(ctx, snapshot, job);
    if (output === null) return 'noLog';
    const { locale } = await channelSettings(ctx, target.channelId);
    const steps = output.steps.map((step) => ({
      ...step,
      text: step.text === null ? null : readableLog(step.text, step.truncated),
    }));
    const file = logFile(snapshot, job, { steps, more: output.total - steps.length }, locale);
    await ctx.slack.uploadText({ ...file, channel: target.channelId, threadTs: card.messageTs });
    shared = true;
    return 'shared';
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (error.slackCode === 'missing_scope') return 'noScope';
    if (error.code !== 'lost') throw error;
    ctx.log.warn({ err: error }, 'Slack did not say whether it took a log');
    shared = true;
    return 'lost';
  } finally {
    await leaveLog(ctx.db, target satisfies LogKey, shared, ctx.now());
  }
}

/** @returns null when CircleCI gives nothing of it */
async function readLog(
  { circleci, log }: LogContext,
  { projectSlug }: PipelineSnapshot,
  { id: jobId, number }: JobSnapshot,
): Promise<StepOutput | null> {
  if (number === null) return null;
  const question = { projectSlug, jobNumber: number, jobId, maxSteps: MOST_STEPS };
  try {
    const output = await circleci.jobs.stepOutput(
      { ...question, maxCharacters: MOST_CHARACTERS },
      { priority: 'interactive' },
    );
    return output.steps.some(({ text }) => text !== null) ? output : null;
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    log.warn({ err: error }, 'CircleCI did not give a log');
    return null;
  }
}
