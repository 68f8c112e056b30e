import type { Context } from '../context.ts';
import type { WorkflowFailure } from '../domain/failure.ts';
import type { ActionSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isFailure } from '../domain/status.ts';
import { loadReports } from '../failures/store.ts';
import type { Database, Tx } from '../storage/database.ts';
import { pipelineUrl, workflowUrl } from './links.ts';
import { loadRecord } from './load-record.ts';
import type { PipelineRecord, WorkflowFacts } from './record.ts';

/**
 * @param db the database, or the transaction whose view of it counts
 * @returns all that is known of a pipeline, as cards and answers show it; null when it is not stored
 */
export async function loadSnapshot(
  { config }: Pick<Context, 'config'>,
  db: Database | Tx,
  pipelineId: string,
): Promise<PipelineSnapshot | null> {
  const record = await loadRecord(db, pipelineId);
  if (record === null) return null;
  const project = await db
    .selectFrom('projects')
    .select('name')
    .where('slug', '=', record.pipeline.projectSlug)
    .executeTakeFirst();
  const name = project?.name ?? record.pipeline.projectSlug;
  const actions = await loadActions(db, pipelineId);
  const failures = hasFailedJob(record) ? await loadReports(db, pipelineId) : [];
  return snapshotOf(record, name, { actions, failures }, config.circleci.url);
}

/** Most pipelines have none, and need not be looked up. */
function hasFailedJob({ workflows }: PipelineRecord): boolean {
  return workflows.some(({ jobs }) => jobs.some(({ status }) => isFailure(status)));
}

async function loadActions(db: Database | Tx, pipelineId: string): Promise<ActionSnapshot[]> {
  const rows = await db
    .selectFrom('actions')
    .selectAll()
    .where('pipeline_id', '=', pipelineId)
    // Whoever came second changed nothing; only they are told.
    .where((eb) => eb.or([eb('error', 'is', null), eb('error', '!=', 'already')]))
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    slackUserId: row.slack_user_id,
    workflowId: row.workflow_id,
    jobId: row.job_id,
    requestedAt: row.requested_at.toISOString(),
    settledAt: row.settled_at === null ? null : row.settled_at.toISOString(),
    identity: row.acting_as === 'shared' ? 'shared' : 'linked',
  }));
}

function snapshotOf(
  { pipeline, workflows }: PipelineRecord,
  projectName: string,
  beside: { readonly actions: readonly ActionSnapshot[]; readonly failures: readonly WorkflowFailure[] },
  circleciUrl: string,
): PipelineSnapshot {
  const attempts = new Map<string, number>();
  const attemptOf = (workflow: WorkflowFacts) => {
    const attempt = (attempts.get(workflow.name) ?? 0) + 1;
    attempts.set(workflow.name, attempt);
    return attempt;
  };
  const { startedBy, observedAt: _, ...facts } = pipeline;
  return {
    ...facts,
    projectName,
    startedBySlackUser: startedBy,
    url: pipelineUrl(circleciUrl, pipeline.projectSlug, pipeline.number),
    workflows: workflows.map(
      (workflow): WorkflowSnapshot => ({
        id: workflow.id,
        name: workflow.name,
        status: workflow.status,
        createdAt: workflow.createdAt,
        stoppedAt: workflow.stoppedAt,
        attempt: attemptOf(workflow),
        url: workflowUrl(circleciUrl, pipeline.projectSlug, pipeline.number, workflow.id),
        jobsComplete: workflow.jobsComplete,
        jobs: workflow.jobs.map(({ position: _position, observedAt: _observed, ...job }) => job),
      }),
    ),
    ...beside,
  };
}
