import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { workflowKey } from '../domain/pipeline-state.ts';
import { isFinished } from '../domain/status.ts';
import { noteDetail } from './action-lease.ts';
import type { ActionRow } from './action-store.ts';
import type { Deed, DeedContext } from './perform.ts';
import { syncPipeline } from './sync.ts';
import { requiredTarget } from './target.ts';

/**
 * A rerun is a new workflow with the same name in the same pipeline. It is recognised by its id when CircleCI's
 * answer arrived, and by not having been there just before the call when the answer was lost.
 */
export function rerunDeed(ctx: DeedContext, action: ActionRow): Deed {
  const { pipelineId, workflowId } = requiredTarget(action);
  const body = bodyOf(action.detail);
  const chosen: readonly string[] = body.jobs ?? [];
  let known = new Set<unknown>(Array.isArray(action.detail.known) ? action.detail.known : [workflowId]);
  let started: string | null = null;
  const hasBegun = ({ workflows }: PipelineSnapshot) => {
    if (started !== null) return workflows.some(({ id }) => id === started);
    const rerun = workflows.find(({ id }) => id === workflowId);
    if (rerun === undefined) return false;
    const key = workflowKey(rerun);
    return workflows.some((workflow) => workflowKey(workflow) === key && !known.has(workflow.id));
  };
  return {
    async prevent() {
      const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
      const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
      if (workflow === undefined) return { kind: 'gone' };
      if (chosen.some((id) => workflow.jobs.every((job) => job.id !== id))) return { kind: 'gone' };
      if (!isFinished(workflow.status)) return { kind: 'already', by: null, status: workflow.status };
      const running = snapshot.workflows.find(
        (other) => workflowKey(other) === workflowKey(workflow) && !isFinished(other.status),
      );
      if (running !== undefined) return { kind: 'already', by: null, status: running.status };
      const ids = snapshot.workflows.map(({ id }) => id);
      await noteDetail(ctx.db, action, { known: ids });
      known = new Set(ids);
      return null;
    },
    async call() {
      const answer = await ctx.acting.workflows.rerun(
        { path: { id: workflowId }, body },
        { priority: 'interactive' },
      );
      started = answer.workflow_id;
      return null;
    },
    async readBack() {
      const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
      if (!hasBegun(snapshot)) return null;
      return { kind: 'confirmed', pipelineId, pipelineNumber: snapshot.number };
    },
  };
}

/** CircleCI switches SSH on for chosen jobs only. Source: the OpenAPI description, rerunWorkflow. */
function bodyOf({ sshJobId, jobIds, fromFailed }: ActionRow['detail']): {
  jobs?: string[];
  enable_ssh?: true;
  from_failed?: boolean;
} {
  if (typeof sshJobId === 'string') return { jobs: [sshJobId], enable_ssh: true };
  if (Array.isArray(jobIds)) return { jobs: jobIds.filter((id) => typeof id === 'string') };
  return { from_failed: fromFailed === true };
}
