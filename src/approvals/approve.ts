import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { NewAction } from '../runs/action-store.ts';
import { doPermitted, reasonGiven } from '../runs/change.ts';
import { pipelineOfWorkflow } from '../runs/lookup.ts';
import { permit } from '../runs/permit.ts';
import { approveDeed } from './approve-deed.ts';
import { notWaiting } from './not-waiting.ts';
import { vote } from './vote.ts';

/**
 * Approves exactly one hold, the one named: a workflow may have several. Where the rules ask for several people, it is
 * one vote, and the last one approves.
 *
 * @returns what became of it, after CircleCI's state was read back
 */
export async function requestApproval(
  ctx: Context,
  actor: Actor,
  target: {
    readonly workflowId: string;
    readonly jobId: string;
    readonly reason?: string;
    /** What they have said yes to, see `runs/shown.ts`. */
    readonly confirmed?: string;
  },
): Promise<ActionOutcome> {
  const { workflowId, jobId, confirmed } = target;
  const snapshot = await pipelineOfWorkflow(ctx, workflowId);
  if (snapshot === null) return { kind: 'gone' };
  const wanted: NewAction = {
    kind: 'approve',
    projectSlug: snapshot.projectSlug,
    pipelineId: snapshot.id,
    workflowId,
    jobId,
    detail: { ...reasonGiven(target), ...(confirmed === undefined ? {} : { confirmed }) },
  };
  const permitted = await permit(ctx, actor, wanted);
  if (!permitted.ok) return permitted.outcome;
  if (permitted.approvers === undefined || permitted.approvers === 1) {
    return doPermitted(ctx, actor, wanted, permitted, approveDeed);
  }
  // Nothing is asked of CircleCI before the last vote, so that a hold that does not wait has to be found out here.
  const reason = await notWaiting(ctx, snapshot, { workflowId, jobId });
  if (reason !== null) return reason;
  const ballot = { workflowId, jobId, pipelineId: snapshot.id, projectSlug: snapshot.projectSlug };
  return vote(ctx, { actor, wanted, permitted, ballot });
}
