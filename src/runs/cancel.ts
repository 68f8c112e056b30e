import type { ActionOutcome } from '../domain/outcome.ts';
import { isAtWork } from '../domain/pipeline-state.ts';
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
      const decided = await holdDecided(ctx, action);
      if (decided !== null) return decided;
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

/**
 * What the bot cancels by itself is a hold that nobody decided: somebody may have, a moment ago and in CircleCI, and
 * then what runs is not to be stopped.
 *
 * @returns null when it still waits and nothing runs, and for what a person asked for
 */
async function holdDecided(ctx: DeedContext, action: ActionRow): Promise<ActionOutcome | null> {
  const { expires } = action.detail;
  if (typeof expires !== 'string') return null;
  const { pipelineId, workflowId } = requiredTarget(action);
  const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
  const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
  const hold = workflow?.jobs.find(({ id }) => id === expires);
  if (workflow === undefined || hold === undefined) return { kind: 'gone' };
  if (hold.status !== 'on_hold') return { kind: 'already', by: null, status: hold.status };
  return isAtWork(workflow) ? { kind: 'already', by: null, status: 'running' } : null;
}
