import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { isFinished } from '../domain/status.ts';
import type { ActionRow } from '../runs/action-store.ts';
import { requestDeed } from '../runs/change.ts';
import { pipelineOfWorkflow } from '../runs/lookup.ts';
import type { Deed, DeedContext } from '../runs/perform.ts';
import { syncPipeline } from '../runs/sync.ts';
import { requiredTarget } from '../runs/target.ts';

/**
 * Rejects one hold, for a reason. One person is enough, whoever may approve it. What is canceled in CircleCI, the
 * workflow or the hold alone, is configured by `ON_REJECT`.
 *
 * @returns what became of it, after CircleCI's state was read back
 */
export async function requestReject(
  ctx: Context,
  actor: Actor,
  target: { readonly workflowId: string; readonly jobId: string; readonly reason: string },
): Promise<ActionOutcome> {
  const { workflowId, jobId, reason } = target;
  const snapshot = await pipelineOfWorkflow(ctx, workflowId);
  if (snapshot === null) return { kind: 'gone' };
  const wanted = {
    kind: 'reject' as const,
    projectSlug: snapshot.projectSlug,
    pipelineId: snapshot.id,
    workflowId,
    jobId,
    // Whichever process goes on does what was meant when it was asked for.
    detail: { reason, how: ctx.config.onReject },
  };
  return requestDeed(ctx, actor, wanted, rejectDeed);
}

/**
 * CircleCI knows no rejection. Its own documentation has an approval job canceled by `POST /jobs/{id}/cancel`, which a
 * CircleCI Server does not have; or the workflow is canceled with all that waits in it.
 */
export function rejectDeed(ctx: DeedContext, action: ActionRow): Deed {
  const { pipelineId, workflowId } = requiredTarget(action);
  const onlyHold = action.detail.how === 'cancel-hold';
  const interactive = { priority: 'interactive' } as const;
  const read = async () => {
    const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
    const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
    return { snapshot, workflow, hold: workflow?.jobs.find(({ id }) => id === action.jobId) };
  };
  return {
    async prevent() {
      const { workflow, hold } = await read();
      if (workflow === undefined || hold === undefined || hold.type !== 'approval') return { kind: 'gone' };
      if (isFinished(workflow.status)) return { kind: 'already', by: null, status: workflow.status };
      return hold.status === 'on_hold' ? null : { kind: 'already', by: null, status: hold.status };
    },
    async call() {
      if (action.jobId === null) throw new Error(`action ${action.id} (reject) names no hold`);
      if (onlyHold) await ctx.acting.jobs.cancelById({ path: { 'job-id': action.jobId } }, interactive);
      else await ctx.acting.workflows.cancel({ path: { id: workflowId } }, interactive);
      return null;
    },
    async readBack() {
      const { snapshot, workflow, hold } = await read();
      if (workflow === undefined || hold === undefined) return { kind: 'gone' };
      const { status } = onlyHold ? hold : workflow;
      if (!isFinished(status)) return null;
      if (status !== 'canceled') return { kind: 'already', by: null, status };
      return { kind: 'confirmed', pipelineId, pipelineNumber: snapshot.number };
    },
  };
}
