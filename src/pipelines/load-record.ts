import type { Selectable, ShallowDehydrateObject } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { PipelineProblem } from '../domain/pipeline.ts';
import { readIdentities } from '../domain/pipeline-identities.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { JobsTable, PipelinesTable, WorkflowsTable } from '../storage/schema.ts';
import type { JobFacts, PipelineFacts, PipelineRecord, WorkflowFacts } from './record.ts';

/** What is stored of a pipeline, with what is noted about the storing itself. */
export interface StoredRecord extends PipelineRecord {
  readonly projectName: string;
  /** By how much it was late, at most, where no webhook told of it; null for never. */
  readonly lateSeconds: number | null;
  /** As in `PipelineSnapshot`. */
  readonly waitOver: boolean;
}

/** @returns what is stored of a pipeline, or null */
export async function loadRecord(db: Database | Tx, pipelineId: string): Promise<StoredRecord | null> {
  return (await loadRecords(db, [pipelineId])).get(pipelineId) ?? null;
}

/**
 * @returns what is stored of these pipelines, by id, in one statement however many they are: every webhook, reading
 *   and card comes by here
 */
export async function loadRecords(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  if (pipelineIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('pipelines')
    .innerJoin('projects', 'projects.slug', 'pipelines.project_slug')
    .selectAll('pipelines')
    .select('projects.name as project_name')
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('workflows')
          .selectAll('workflows')
          .select((inner) =>
            jsonArrayFrom(
              inner
                .selectFrom('jobs')
                .selectAll('jobs')
                .whereRef('jobs.workflow_id', '=', 'workflows.id')
                .orderBy('jobs.position')
                .orderBy('jobs.id'),
            ).as('jobs'),
          )
          .whereRef('workflows.pipeline_id', '=', 'pipelines.id')
          .orderBy('workflows.created_at')
          .orderBy('workflows.id'),
      ).as('workflows'),
    )
    .where('pipelines.id', 'in', pipelineIds)
    .execute();
  return new Map(
    rows.map(({ workflows, ...row }) => [
      row.id,
      {
        projectName: row.project_name,
        lateSeconds: row.late_seconds,
        waitOver: row.wait_over,
        pipeline: pipelineOf(row),
        workflows: workflows.map(({ jobs, ...workflow }) => ({
          ...workflowOf(workflow),
          jobs: jobs.map(jobOf),
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

function workflowOf(row: InJson<WorkflowsTable>): Omit<WorkflowFacts, 'jobs'> {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    createdAt: isoTime(row.created_at),
    stoppedAt: iso(row.stopped_at),
    jobsComplete: row.jobs_complete,
    isSetup: row.is_setup,
    observedAt: iso(row.observed_at),
  };
}

function jobOf(row: InJson<JobsTable>): JobFacts {
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

/** A row as the database writes it in JSON: times are text there, with the session's zone. */
type InJson<T> = ShallowDehydrateObject<Selectable<T>>;

function iso(time: Date | string | null): string | null {
  return time === null ? null : isoTime(time);
}

function isoTime(time: Date | string): string {
  return new Date(time).toISOString();
}
