import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { isFinished } from '../domain/status.ts';
import type { Stop, StopWorkflowState } from '../domain/stop.ts';
import { cancelDeed } from '../runs/cancel.ts';
import { reasonGiven, requestDeed } from '../runs/change.ts';
import { pipelineOfWorkflow } from '../runs/lookup.ts';
import { personOf, type StopWorkflow } from './store.ts';

/** CircleCI said no, or could not be reached, as often. */
const MOST_TRIES = 3;

type Target = Pick<StopWorkflow, 'workflowId' | 'pipelineId' | 'tries'>;
type End = { readonly state: StopWorkflowState; readonly problem?: string };

/**
 * Cancels one workflow as whoever confirmed second, reads it back and notes what came of it. What is not certain stays
 * to be done in the next round. The message follows.
 */
export async function cancelOne(ctx: Context, stop: Stop, target: Target): Promise<void> {
  const end = await attempt(ctx, stop, target);
  const tries = target.tries + (end.problem === undefined ? 0 : 1);
  const isGivenUp = end.state === 'found' && tries >= MOST_TRIES;
  await ctx.db
    .updateTable('stop_workflows')
    .set({ state: isGivenUp ? 'failed' : end.state, problem: end.problem ?? null, tries })
    .where('stop_id', '=', stop.id)
    .where('workflow_id', '=', target.workflowId)
    .where('state', '=', 'found')
    .execute();
  // Many become one: the message is changed about once a second.
  const soon = { key: stop.id, afterSeconds: 1 };
  await ctx.queue.add(ctx.db, 'show-stop', { stopId: stop.id }, soon);
}

async function attempt(ctx: Context, stop: Stop, { workflowId }: Target): Promise<End> {
  try {
    // Also for what the bot had not heard of: its card, if it has one, and the audit log then name it rightly.
    const snapshot = await pipelineOfWorkflow(ctx, workflowId);
    if (snapshot === null) return { state: 'found', problem: 'gone' };
    const person = personOf(stop.secondBy ?? '');
    const actor: Actor = { ...person, channelId: stop.channelId, locale: ctx.config.defaultLocale };
    const wanted = {
      kind: 'cancel' as const,
      projectSlug: snapshot.projectSlug,
      pipelineId: snapshot.id,
      workflowId,
      jobId: null,
      detail: { stopId: stop.id, ...reasonGiven(stop.reason === null ? {} : { reason: stop.reason }) },
    };
    return endOf(await requestDeed(ctx, actor, wanted, cancelDeed));
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    return { state: 'found', problem: error.code };
  }
}

function endOf(outcome: ActionOutcome): End {
  switch (outcome.kind) {
    case 'confirmed':
      return { state: 'canceled' };
    case 'already':
      // Somebody else is at it, or a process died at it: the next round finds it ended.
      if (!isFinished(outcome.status)) return { state: 'found' };
      return { state: outcome.status === 'canceled' ? 'canceled' : 'finished' };
    case 'unknown':
    case 'restarting':
      return { state: 'found' };
    // It was listed as running just now: CircleCI also says so of what a token may not do.
    case 'gone':
    case 'unavailable':
      return { state: 'found', problem: outcome.kind };
    case 'refused':
      return { state: 'found', problem: outcome.message };
    default:
      return { state: 'failed', problem: outcome.kind };
  }
}
