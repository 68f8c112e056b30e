import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { presentSlug } from '../projects/known.ts';
import { reasonGiven, requestDeed } from '../runs/change.ts';
import { deployProject, listComponents, listEnvironments, listVersions, placeIn } from './deployed.ts';
import { rollbackDeed } from './rollback-deed.ts';

export interface RollbackRequest {
  readonly projectSlug: string;
  readonly componentId: string;
  readonly environmentId: string;
  /** The version to go back to. */
  readonly target: string;
  /** What was live when it was chosen: with another one live, it was another choice. */
  readonly current: string;
  readonly reason?: string;
}

/**
 * Puts an earlier version of a component back. What a form said is only ids: that they belong together, and what is
 * live, is asked of CircleCI here.
 *
 * @throws CircleCIError when CircleCI cannot be asked; `not_on_this_host` on a Server
 */
export async function requestRollback(
  ctx: Context,
  actor: Actor,
  request: RollbackRequest,
): Promise<ActionOutcome> {
  const { componentId, environmentId, target, current } = request;
  // It may have been renamed while the form was open.
  const projectSlug = await presentSlug(ctx.db, request.projectSlug);
  const project = await deployProject(ctx, projectSlug);
  const component = (await listComponents(ctx, project)).find(({ id }) => id === componentId);
  const environment = (await listEnvironments(ctx, project)).find(({ id }) => id === environmentId);
  if (component === undefined || environment === undefined) return { kind: 'gone' };
  const { live, others } = placeIn(await listVersions(ctx, componentId), environmentId);
  if (live === null || live.name !== current) {
    return { kind: 'already', by: null, status: live?.name ?? 'unknown' };
  }
  const version = others.find(({ name }) => name === target);
  if (version === undefined) return { kind: 'gone' };
  const detail = {
    projectId: project.id,
    componentId,
    component: component.name,
    environmentId,
    environment: environment.name,
    namespace: version.namespace,
    current,
    target,
    ...reasonGiven(request),
  };
  const wanted = {
    kind: 'rollback' as const,
    projectSlug,
    pipelineId: null,
    workflowId: null,
    jobId: null,
    detail,
  };
  return requestDeed(ctx, actor, wanted, rollbackDeed);
}
