import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { JobSnapshot } from '../domain/pipeline.ts';
import { isFinished } from '../domain/status.ts';
import type { ActionRow } from '../runs/action-store.ts';
import { reasonGiven, requestDeed } from '../runs/change.ts';
import { whosePipeline } from '../runs/lookup.ts';
import type { Deed, DeedContext } from '../runs/perform.ts';
import { syncPipeline } from '../runs/sync.ts';
import { requiredTarget } from '../runs/target.ts';

/**
 * Approves exactly one hold, the one named: a workflow may have several.
 *
 * @returns what became of it, after CircleCI's state was read back
 */
export async function requestApproval(
  ctx: Context,
  actor: Actor,
  target: { readonly workflowId: string; readonly jobId: string; readonly reason?: string },
): Promise<ActionOutcome> {
  const pipeline = await whosePipeline(ctx, target.workflowId);
  if (pipeline === null) return { kind: 'gone' };
  const wanted = {
    kind: 'approve' as const,
    projectSlug: pipeline.projectSlug,
    pipelineId: pipeline.id,
    workflowId: target.workflowId,
    jobId: target.jobId,
    detail: reasonGiven(target),
  };
  return requestDeed(ctx, actor, wanted, approveDeed);
}

/** Only a job that is `on_hold` can be approved; one not yet reached is `blocked` (CircleCI API v2). */
export function approveDeed(ctx: DeedContext, action: ActionRow): Deed {
  const { pipelineId, workflowId } = requiredTarget(action);
  const readHold = async () => {
    const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
    const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
    return { hold: workflow?.jobs.find(({ id }) => id === action.jobId), snapshot };
  };
  let approvalRequestId: string | null = null;
  return {
    async prevent() {
      const { hold } = await readHold();
      if (hold === undefined || hold.type !== 'approval') return { kind: 'gone' };
      if (hold.status !== 'on_hold') return { kind: 'already', by: null, status: hold.status };
      approvalRequestId = hold.approvalRequestId ?? hold.id;
      return null;
    },
    async call() {
      if (approvalRequestId === null) throw new Error('an approval is called only after the hold was read');
      await ctx.acting.workflows.approve(
        { path: { id: workflowId, approval_request_id: approvalRequestId } },
        { priority: 'interactive' },
      );
      return null;
    },
    async readBack() {
      const { hold, snapshot } = await readHold();
      if (hold === undefined) return { kind: 'gone' };
      return decided(hold) ? outcomeOf(hold, pipelineId, snapshot.number) : null;
    },
  };
}

function decided(hold: JobSnapshot): boolean {
  return isFinished(hold.status) || hold.status === 'running';
}

/** Someone may have cancelled in the same moment, or it was not allowed: nothing was approved, whatever was answered. */
function outcomeOf(hold: JobSnapshot, pipelineId: string, pipelineNumber: number | null): ActionOutcome {
  return hold.status === 'success' || hold.status === 'running'
    ? { kind: 'confirmed', pipelineId, pipelineNumber }
    : { kind: 'already', by: null, status: hold.status };
}
