import type { Selectable } from 'kysely';
import type { PipelineProblem } from '../domain/pipeline.ts';
import { readIdentities } from '../domain/pipeline-identities.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { JobsTable, PipelinesTable, WorkflowsTable } from '../storage/schema.ts';
import type { JobFacts, PipelineFacts, PipelineRecord, WorkflowFacts } from './record.ts';

/** What is stored of a pipeline, with what is noted about the storing itself. */
export interface StoredRecord extends PipelineRecord {
  /** By how much it was late, at most, where no webhook told of it; null for never. */
  readonly lateSeconds: number | null;
}

/** @returns what is stored of a pipeline, or null */
export async function loadRecord(db: Database | Tx, pipelineId: string): Promise<StoredRecord | null> {
  return (await loadRecords(db, [pipelineId])).get(pipelineId) ?? null;
}

/** @returns what is stored of these pipelines, by id, in three queries however many they are */
export async function loadRecords(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  if (pipelineIds.length === 0) return new Map();
  const pipelinesRead = db.selectFrom('pipelines').selectAll().where('id', 'in', pipelineIds).execute();
  const workflowsRead = db
    .selectFrom('workflows')
    .selectAll()
    .where('pipeline_id', 'in', pipelineIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const jobsRead = db
    .selectFrom('jobs')
    .selectAll()
    .where('workflow_id', 'in', (eb) =>
      eb.selectFrom('workflows').select('id').where('pipeline_id', 'in', pipelineIds),
    )
    .orderBy('position')
    .orderBy('id')
    .execute();
  const [pipelines, workflows, jobs] = await Promise.all([pipelinesRead, workflowsRead, jobsRead]);
  const workflowsOf = Map.groupBy(workflows, (workflow) => workflow.pipeline_id);
  const jobsOf = Map.groupBy(jobs, (job) => job.workflow_id);
  return new Map(
    pipelines.map((row) => [
      row.id,
      {
        lateSeconds: row.late_seconds,
        pipeline: pipelineOf(row),
        workflows: (workflowsOf.get(row.id) ?? []).map((workflow) => ({
          ...workflowOf(workflow),
          jobs: (jobsOf.get(workflow.id) ?? []).map(jobOf),
        })),
      },
    ]),
  );
}

function pipelineOf(row: Selectable<PipelinesTable>): PipelineFacts {
  return {
    id: row.id,
    projectSlug: row.project_slug,
    number: row.number,
    branch: row.branch,
    tag: row.tag,
    revision: row.revision,
    repositoryUrl: row.repository_url,
    commitSubject: row.commit_subject,
    commitAuthor: row.commit_author,
    triggerType: row.trigger_type,
    triggerActor: row.trigger_actor,
    startedBy: row.started_by,
    identities: readIdentities(row.identities),
    state: row.state,
    problems: row.problems as PipelineProblem[],
    createdAt: row.created_at.toISOString(),
    observedAt: iso(row.observed_at),
  };
}

function workflowOf(row: Selectable<WorkflowsTable>): Omit<WorkflowFacts, 'jobs'> {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    stoppedAt: iso(row.stopped_at),
    jobsComplete: row.jobs_complete,
    observedAt: iso(row.observed_at),
  };
}

function jobOf(row: Selectable<JobsTable>): JobFacts {
  return {
    id: row.id,
    name: row.name,
    number: row.number,
    type: row.type,
    status: row.status,
    startedAt: iso(row.started_at),
    stoppedAt: iso(row.stopped_at),
    approvalRequestId: row.approval_request_id,
    position: row.position,
    observedAt: iso(row.observed_at),
  };
}

function iso(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}
