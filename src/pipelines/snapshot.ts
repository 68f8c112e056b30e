import { loadDetails } from '../approval-detail/store.ts';
import type { Context } from '../context.ts';
import type { ActionSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { workflowKey } from '../domain/pipeline-state.ts';
import { isFailure } from '../domain/status.ts';
import { loadReports } from '../failures/store.ts';
import { withLocks } from '../locks/on-pipelines.ts';
import type { Database, Tx } from '../storage/database.ts';
import { loadVotes } from '../votes/load.ts';
import { loadHoldEnds } from './hold-ends.ts';
import { pipelineUrl, workflowUrl } from './links.ts';
import { loadRecords, type StoredRecord } from './load-record.ts';
import type { PipelineRecord, WorkflowFacts } from './record.ts';

/**
 * @param db the database, or the transaction whose view of it counts
 * @returns all that is known of a pipeline, as cards and answers show it; null when it is not stored
 */
export async function loadSnapshot(
  ctx: Pick<Context, 'config'>,
  db: Database | Tx,
  pipelineId: string,
): Promise<PipelineSnapshot | null> {
  return (await loadSnapshots(ctx, db, [pipelineId])).get(pipelineId) ?? null;
}

/** @returns as {@link loadSnapshot}, by id, for those of the pipelines that are stored; in few queries however many */
export async function loadSnapshots(
  { config }: Pick<Context, 'config'>,
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, PipelineSnapshot>> {
  const records = [...(await loadRecords(db, pipelineIds)).values()];
  if (records.length === 0) return new Map();
  const ids = records.map(({ pipeline }) => pipeline.id);
  const actions = await loadActions(db, ids);
  const failed = records.filter(hasFailedJob).map(({ pipeline }) => pipeline.id);
  const failures = await loadReports(db, failed);
  const details = await loadDetails(
    db,
    records.filter(isHeld).map(({ pipeline }) => pipeline.id),
  );
  const holdEnds = await loadHoldEnds(db, records);
  const votes = await loadVotes(
    db,
    records.filter(hasHold).map(({ pipeline }) => pipeline.id),
  );
  const snapshots = records.map((record) => {
    const { id } = record.pipeline;
    const ends = holdEnds.get(id);
    const cast = votes.get(id);
    const beside = {
      actions: actions.get(id) ?? [],
      failures: failures.get(id) ?? [],
      holdDetails: details.get(id) ?? [],
      ...(ends === undefined ? {} : { holdEnds: ends }),
      ...(cast === undefined ? {} : { votes: cast }),
    };
    return snapshotOf(record, beside, config.circleci.url);
  });
  return new Map((await withLocks(db, snapshots)).map((snapshot) => [snapshot.id, snapshot]));
}

/** Most pipelines have none, and need not be looked up. */
function hasFailedJob({ workflows }: PipelineRecord): boolean {
  return workflows.some(({ jobs }) => jobs.some(({ status }) => isFailure(status)));
}

/** One that was reached: nobody votes for what is not. */
function hasHold({ workflows }: PipelineRecord): boolean {
  return workflows.some(({ jobs }) =>
    jobs.some((job) => job.type === 'approval' && job.status !== 'blocked'),
  );
}

function isHeld({ workflows }: PipelineRecord): boolean {
  return workflows.some(({ jobs }) => jobs.some(({ status }) => status === 'on_hold'));
}

async function loadActions(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string | null, readonly ActionSnapshot[]>> {
  const rows = await db
    .selectFrom('actions')
    .selectAll()
    .where('pipeline_id', 'in', pipelineIds)
    // Whoever came second changed nothing; only they are told.
    .where((eb) => eb.or([eb('error', 'is', null), eb('error', '!=', 'already')]))
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  const byPipeline = new Map<string | null, ActionSnapshot[]>();
  for (const row of rows) {
    const action = {
      id: row.id,
      kind: row.kind,
      state: row.state,
      slackUserId: row.slack_user_id,
      workflowId: row.workflow_id,
      jobId: row.job_id,
      requestedAt: row.requested_at.toISOString(),
      settledAt: row.settled_at === null ? null : row.settled_at.toISOString(),
      identity: row.acting_as === 'shared' ? ('shared' as const) : ('linked' as const),
      ...(typeof row.detail.expiredAfter === 'number' ? { expiredAfter: row.detail.expiredAfter } : {}),
      ...(typeof row.detail.reason === 'string' ? { reason: row.detail.reason } : {}),
      ...(typeof row.detail.standsFor === 'string' ? { standsFor: row.detail.standsFor } : {}),
    };
    byPipeline.set(row.pipeline_id, [...(byPipeline.get(row.pipeline_id) ?? []), action]);
  }
  return byPipeline;
}

/** @returns a stored pipeline and what is kept next to it, as cards and answers show it; pure */
export function snapshotOf(
  { pipeline, workflows, projectName, lateSeconds, waitOver }: StoredRecord,
  beside: Pick<PipelineSnapshot, 'actions' | 'failures' | 'holdDetails' | 'holdEnds' | 'votes'>,
  circleciUrl: string,
): PipelineSnapshot {
  const attempts = new Map<string, number>();
  const attemptOf = (workflow: WorkflowFacts) => {
    const key = workflowKey(workflow);
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return attempt;
  };
  const { startedBy, observedAt: _, ...facts } = pipeline;
  return {
    ...facts,
    projectName,
    lateSeconds,
    waitOver,
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
        isSetup: workflow.isSetup,
        unread: workflow.observedAt === null,
        jobs: workflow.jobs.map(({ position: _position, observedAt: _observed, ...job }) => job),
      }),
    ),
    ...beside,
  };
}
