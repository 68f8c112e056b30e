import type { Context } from '../context.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { pipelineOfWorkflow } from '../runs/lookup.ts';
import { syncPipeline } from '../runs/sync.ts';

export interface WaitingHold {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  readonly job: JobSnapshot;
}

export type HoldScope =
  | { readonly channelId: string }
  | { readonly pipelineId: string }
  | { readonly workflowId: string }
  | { readonly all: true };

/** The newest are looked at; a person cannot choose among more, and holds that nobody decides gather for ever. */
const MOST_PIPELINES = 50;

/**
 * The holds that wait for someone, oldest pipeline first. A channel's are those of its cards; for one workflow or
 * pipeline CircleCI is read first.
 *
 * @throws CircleCIError for the scopes that read CircleCI
 */
export async function listHolds(ctx: Context, scope: HoldScope): Promise<WaitingHold[]> {
  if ('workflowId' in scope) return ofWorkflow(ctx, scope.workflowId);
  if ('pipelineId' in scope) {
    return holdsOf((await syncPipeline(ctx, scope.pipelineId, 'interactive')).snapshot);
  }
  const holds: WaitingHold[] = [];
  for (const id of await pipelinesOnHold(ctx, scope)) {
    const snapshot = await loadSnapshot(ctx, ctx.db, id);
    if (snapshot !== null) holds.push(...holdsOf(snapshot));
  }
  return holds;
}

async function ofWorkflow(ctx: Context, workflowId: string): Promise<WaitingHold[]> {
  const known = await pipelineOfWorkflow(ctx, workflowId);
  if (known === null) return [];
  const { snapshot } = await syncPipeline(ctx, known.id, 'interactive');
  return holdsOf(snapshot).filter(({ workflow }) => workflow.id === workflowId);
}

function holdsOf(snapshot: PipelineSnapshot): WaitingHold[] {
  return snapshot.workflows.flatMap((workflow) =>
    waitingHolds(workflow).map((job) => ({ snapshot, workflow, job })),
  );
}

async function pipelinesOnHold(
  { db }: Pick<Context, 'db'>,
  scope: { channelId: string } | { all: true },
): Promise<string[]> {
  let query = db
    .selectFrom('pipelines')
    .innerJoin('workflows', 'workflows.pipeline_id', 'pipelines.id')
    .innerJoin('jobs', 'jobs.workflow_id', 'workflows.id')
    .select(['pipelines.id', 'pipelines.created_at'])
    .distinct()
    .where('jobs.status', '=', 'on_hold')
    .where('jobs.type', '=', 'approval')
    // A hold of a cancelled workflow may say for ever that it waits.
    .where('workflows.status', 'not in', FINISHED_STATUSES)
    .orderBy('pipelines.created_at', 'desc')
    .limit(MOST_PIPELINES);
  if ('channelId' in scope) {
    query = query.where('pipelines.id', 'in', (eb) =>
      eb.selectFrom('cards').select('pipeline_id').where('channel_id', '=', scope.channelId),
    );
  }
  return (await query.execute()).map(({ id }) => id).toReversed();
}
