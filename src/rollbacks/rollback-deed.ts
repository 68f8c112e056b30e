import { z } from 'zod';
import { CircleCIError } from '../api/index.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { noteDetail } from '../runs/action-lease.ts';
import type { ActionRow } from '../runs/action-store.ts';
import { adoptStarted } from '../runs/adopt.ts';
import type { Deed, DeedContext } from '../runs/perform.ts';
import { listVersions, placeIn } from './deployed.ts';

/** What `request.ts` stored of the request, and what CircleCI answered; it may be another process that reads it. */
const Detail = z.object({
  projectId: z.string(),
  componentId: z.string(),
  component: z.string(),
  environmentId: z.string(),
  environment: z.string(),
  namespace: z.string().nullable(),
  current: z.string(),
  target: z.string(),
  reason: z.string().optional(),
  rollbackId: z.string().nullable().default(null),
  byPipeline: z.boolean().default(false),
});

/**
 * CircleCI rolls back by a pipeline or by an agent, and tells which. A pipeline is shown as a card like one that
 * somebody ran; what an agent does, and what became of a call whose answer was lost, shows only in what is live.
 */
export function rollbackDeed(ctx: DeedContext, action: ActionRow): Deed {
  const detail = Detail.parse(action.detail);
  const { component, environment, current, target } = detail;
  let { rollbackId, byPipeline } = detail;
  const liveNow = async () => placeIn(await listVersions(ctx, detail.componentId), detail.environmentId).live;
  return {
    async prevent() {
      const live = await liveNow();
      if (live === null) return { kind: 'gone' };
      return live.name === current ? null : { kind: 'already', by: null, status: live.name };
    },
    async call() {
      const answer = await ctx.acting.deploys.rollback(
        {
          path: { project_id: detail.projectId },
          body: {
            component_name: component,
            environment_name: environment,
            current_version: current,
            target_version: target,
            ...(detail.namespace === null ? {} : { namespace: detail.namespace }),
            ...(detail.reason === undefined ? {} : { reason: detail.reason }),
          },
        },
        { priority: 'interactive' },
      );
      rollbackId = answer.id;
      // Source: the OpenAPI description has `PIPELINE` as its example, API v3 `pipeline` or `agent`.
      byPipeline = answer.rollback_type?.toLowerCase() === 'pipeline';
      await noteDetail(ctx.db, action, { rollbackId, byPipeline });
      return null;
    },
    async readBack(): Promise<ActionOutcome | null> {
      if (rollbackId !== null && byPipeline) return adopted(ctx, action, rollbackId);
      const live = await liveNow();
      return live?.name === target ? { kind: 'live', component, environment, version: target } : null;
    },
  };
}

/** The pipeline may be there a moment after its id. */
async function adopted(
  ctx: DeedContext,
  action: ActionRow,
  pipelineId: string,
): Promise<ActionOutcome | null> {
  try {
    return await adoptStarted(ctx, action, pipelineId);
  } catch (error) {
    if (error instanceof CircleCIError && error.code === 'not_found') return null;
    throw error;
  }
}
