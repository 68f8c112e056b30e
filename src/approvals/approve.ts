import { refusedContexts } from '../approval-detail/refused.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { keepPending } from '../identities/pending.ts';
import type { NewAction } from '../runs/action-store.ts';
import { doPermitted, reasonGiven } from '../runs/change.ts';
import { whosePipeline } from '../runs/lookup.ts';
import { permit } from '../runs/permit.ts';
import { approveDeed } from './approve-deed.ts';
import { notWaiting } from './not-waiting.ts';
import { vote } from './vote.ts';

export interface ApprovalTarget {
  readonly workflowId: string;
  readonly jobId: string;
  readonly reason?: string;
  /** What they have said yes to, see `runs/shown.ts`. */
  readonly confirmed?: string;
  /** They were warned that CircleCI would refuse jobs behind it, and want it all the same. */
  readonly anyway?: boolean;
}

/**
 * Approves exactly one hold, the one named: a workflow may have several. Where the rules ask for several people, it is
 * one vote, and the last one approves. Where it is known that CircleCI would refuse contexts to jobs behind it, that is
 * said first, once: whoever approves may be the last, as whom CircleCI runs those jobs.
 *
 * @returns what became of it, after CircleCI's state was read back
 */
export async function requestApproval(
  ctx: Context,
  actor: Actor,
  target: ApprovalTarget,
): Promise<ActionOutcome> {
  const { workflowId, jobId, confirmed, anyway = false } = target;
  const pipeline = await whosePipeline(ctx, workflowId);
  if (pipeline === null) return { kind: 'gone' };
  const wanted: NewAction = {
    kind: 'approve',
    projectSlug: pipeline.projectSlug,
    pipelineId: pipeline.id,
    workflowId,
    jobId,
    detail: {
      ...reasonGiven(target),
      ...(confirmed === undefined ? {} : { confirmed }),
      ...(anyway ? { anyway } : {}),
    },
  };
  // Whoever may not approve is told that, and nothing of contexts.
  const permitted = await permit(ctx, actor, wanted);
  if (!permitted.ok) return permitted.outcome;
  const contexts = anyway ? [] : await refusedContexts(ctx, actor, pipeline.id, target);
  if (contexts.length > 0) {
    const again = { ...wanted, detail: { ...wanted.detail, anyway: true } };
    return { kind: 'contexts-refused', requestId: await keepPending(ctx, actor, again), contexts };
  }
  if (permitted.approvers === undefined || permitted.approvers === 1) {
    return doPermitted(ctx, actor, wanted, permitted, approveDeed);
  }
  // Nothing is asked of CircleCI before the last vote, so that a hold that does not wait has to be found out here.
  const reason = await notWaiting(ctx, pipeline.id, { workflowId, jobId });
  if (reason !== null) return reason;
  const ballot = { workflowId, jobId, pipelineId: pipeline.id, projectSlug: pipeline.projectSlug };
  return vote(ctx, { actor, wanted, permitted, ballot });
}
