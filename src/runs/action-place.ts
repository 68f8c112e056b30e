import { type KnownProject, knownProject } from '../projects/known.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { NewAction } from './action-store.ts';

/** Where an action takes place, in the names that people and rules use, and who started what it is about. */
export interface ActionPlace {
  readonly channel: string | null;
  readonly project: string;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly pipeline: string | null;
  readonly workflow: string | null;
  readonly job: string | null;
  /** Slack user id, when it was started from Slack. */
  readonly startedBy: string | null;
  /** What CircleCI calls whoever started it. */
  readonly triggerActor: string | null;
}

/**
 * From what is stored, never from what a button said: the workflow is looked for in the pipeline, the job in the
 * workflow. What is not found is null.
 */
export async function placeOf(
  db: Database | Tx,
  action: Pick<NewAction, 'projectSlug' | 'pipelineId' | 'workflowId' | 'jobId' | 'detail'>,
  channel: string | null,
): Promise<ActionPlace> {
  const { projectSlug, pipelineId, workflowId, detail } = action;
  const jobId = typeof detail.sshJobId === 'string' ? detail.sshJobId : action.jobId;
  const found =
    pipelineId === null
      ? undefined
      : await db
          .selectFrom('pipelines as p')
          .leftJoin('workflows as w', (join) =>
            join.onRef('w.pipeline_id', '=', 'p.id').on('w.id', '=', workflowId),
          )
          .leftJoin('jobs as j', (join) => join.onRef('j.workflow_id', '=', 'w.id').on('j.id', '=', jobId))
          .select(['p.branch', 'p.tag', 'p.project_slug', 'p.started_by', 'p.trigger_actor'])
          .select(['w.name as workflow', 'j.name as job'])
          .where('p.id', '=', pipelineId)
          .executeTakeFirst();
  // By whichever of its names it was asked for: rules and locks know it by the present one.
  const project = found === undefined ? await knownProject(db, projectSlug) : null;
  return {
    channel,
    project: found?.project_slug ?? project?.slug ?? projectSlug,
    branch: found?.branch ?? refOf(detail, 'branch') ?? defaultBranch(project, action),
    tag: found?.tag ?? refOf(detail, 'tag'),
    pipeline: pipelineId,
    workflow: found?.workflow ?? null,
    job: found?.job ?? null,
    startedBy: found?.started_by ?? null,
    triggerActor: found?.trigger_actor ?? null,
  };
}

/** A run that names nothing is one of the default branch, and is judged as that. */
function defaultBranch(
  project: KnownProject | null,
  { pipelineId, detail }: Pick<NewAction, 'pipelineId' | 'detail'>,
): string | null {
  return pipelineId === null && detail.ref === null ? (project?.defaultBranch ?? null) : null;
}

/** Of a pipeline that is yet to be started: what it was asked to run on. */
function refOf({ ref }: Readonly<Record<string, unknown>>, name: 'branch' | 'tag'): string | null {
  const value: unknown = typeof ref === 'object' && ref !== null ? Reflect.get(ref, name) : null;
  return typeof value === 'string' ? value : null;
}
