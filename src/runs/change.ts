import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { showAtOnce } from '../notifications/show-at-once.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { noteStored } from '../slack/request-scope.ts';
import { patiently } from '../storage/urgency.ts';
import { beginAction, findRival, type NewAction } from './action-store.ts';
import { cancelDeed } from './cancel.ts';
import { type PipelineName, whosePipeline } from './lookup.ts';
import { type DeedOf, perform } from './perform.ts';
import { type Permit, permit } from './permit.ts';
import { rerunDeed } from './rerun.ts';

/** No longer than a person notices: when Slack is slow, CircleCI is called without waiting for it. */
const SHOWN_FIRST_MS = 300;

export interface RerunTarget {
  readonly workflowId: string;
  readonly fromFailed: boolean;
  /** Run only this job of it again, with SSH switched on; not with `fromFailed`. */
  readonly sshJobId?: string;
  /** Run only these jobs of it again, and what depends on them; not with `fromFailed` or `sshJobId`. */
  readonly jobIds?: readonly string[];
  /** Why, in the person's words. */
  readonly reason?: string;
}

/**
 * Runs a workflow again, all of it, from its failed jobs, chosen jobs, or one with SSH. The rerun is a new workflow of the same pipeline.
 *
 * @returns what became of it, after CircleCI's state was read back
 */
export async function requestRerun(ctx: Context, actor: Actor, target: RerunTarget): Promise<ActionOutcome> {
  const pipeline = await whosePipeline(ctx, target.workflowId);
  if (pipeline === null) return { kind: 'gone' };
  const wanted = {
    ...changeOf(pipeline, target.workflowId),
    kind: 'rerun' as const,
    detail: {
      fromFailed: target.fromFailed,
      sshJobId: target.sshJobId ?? null,
      ...(target.jobIds === undefined ? {} : { jobIds: target.jobIds }),
      ...reasonGiven(target),
    },
  };
  return requestDeed(ctx, actor, wanted, rerunDeed);
}

/** Cancels a running or waiting workflow. */
export async function requestCancel(
  ctx: Context,
  actor: Actor,
  target: { readonly workflowId: string; readonly reason?: string },
): Promise<ActionOutcome> {
  const pipeline = await whosePipeline(ctx, target.workflowId);
  if (pipeline === null) return { kind: 'gone' };
  const wanted = {
    ...changeOf(pipeline, target.workflowId),
    kind: 'cancel' as const,
    detail: reasonGiven(target),
  };
  return requestDeed(ctx, actor, wanted, cancelDeed);
}

/** @returns the reason as an action's detail has it */
export function reasonGiven({ reason }: { readonly reason?: string }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** The two phases that every button has: write down and show "…ing", then do it and show the truth. */
export async function requestDeed(
  ctx: Context,
  actor: Actor,
  wanted: NewAction,
  deedOf: DeedOf,
): Promise<ActionOutcome> {
  const permitted = await permit(ctx, actor, wanted);
  return permitted.ok ? doPermitted(ctx, actor, wanted, permitted, deedOf) : permitted.outcome;
}

/** The same for what was permitted just now. */
export async function doPermitted(
  ctx: Context,
  actor: Actor,
  asked: NewAction,
  permitted: Extract<Permit, { ok: true }>,
  deedOf: DeedOf,
): Promise<ActionOutcome> {
  const { standsFor = null } = permitted;
  const wanted = standsFor === null ? asked : { ...asked, detail: { ...asked.detail, standsFor } };
  const action = await beginAction(ctx, actor, wanted, permitted);
  if (action === null) {
    const rival = await findRival(ctx.db, actor, wanted);
    return { kind: 'already', by: rival?.slackUserId ?? null, status: await statusNow(ctx, wanted) };
  }
  noteStored();
  const showing = showAtOnce(ctx, action);
  // Whoever clicks next is to see it, too, before what this click leads to keeps the program busy.
  await Promise.race([showing, pause(SHOWN_FIRST_MS, undefined, { ref: false })]);
  const outcome = await patiently(() => ctx.deeds(() => perform(ctx, action, deedOf)));
  await showing;
  return outcome;
}

/** What is stored of CircleCI's state: of the hold, or of the workflow. */
async function statusNow(ctx: Context, { pipelineId, workflowId, jobId }: NewAction): Promise<string> {
  const snapshot = pipelineId === null ? null : await loadSnapshot(ctx, ctx.db, pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === workflowId);
  const job = workflow?.jobs.find(({ id }) => id === jobId);
  return job?.status ?? workflow?.status ?? 'unknown';
}

function changeOf({ id, projectSlug }: PipelineName, workflowId: string) {
  return { projectSlug, pipelineId: id, workflowId, jobId: null };
}
