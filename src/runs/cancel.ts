import { isFinished } from '../domain/status.ts';
import type { ActionRow } from './action-store.ts';
import type { Deed, DeedContext } from './perform.ts';
import { syncPipeline } from './sync.ts';
import { requiredTarget } from './target.ts';

/** Cancelling is asynchronous at CircleCI: 202 says it was heard, only the workflow's status says it was done. */
export function cancelDeed(ctx: DeedContext, action: ActionRow): Deed {
  const { pipelineId, workflowId } = requiredTarget(action);
  const interactive = { priority: 'interactive' } as const;
  return {
    async prevent() {
      const workflow = await ctx.circleci.workflows.get({ path: { id: workflowId } }, interactive);
      return isFinished(workflow.status) ? { kind: 'already', by: null, status: workflow.status } : null;
    },
    async call() {
      await ctx.acting.workflows.cancel({ path: { id: workflowId } }, interactive);
      return null;
    },
    async readBack() {
      const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
      const status = snapshot.workflows.find(({ id }) => id === workflowId)?.status;
      if (status === undefined || !isFinished(status)) return null;
      if (status !== 'canceled') return { kind: 'already', by: null, status };
      return { kind: 'confirmed', pipelineId, pipelineNumber: snapshot.number };
    },
  };
}
