import type { PipelineProblem } from '../domain/pipeline.ts';
import { readIdentities } from '../domain/pipeline-identities.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { PipelineRecord } from './record.ts';

/** @returns what is stored of a pipeline, or null */
export async function loadRecord(db: Database | Tx, pipelineId: string): Promise<PipelineRecord | null> {
  const row = await db.selectFrom('pipelines').selectAll().where('id', '=', pipelineId).executeTakeFirst();
  if (row === undefined) return null;
  const workflows = await db
    .selectFrom('workflows')
    .selectAll()
    .where('pipeline_id', '=', pipelineId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const jobs =
    workflows.length === 0
      ? []
      : await db
          .selectFrom('jobs')
          .selectAll()
          .where(
            'workflow_id',
            'in',
            workflows.map((workflow) => workflow.id),
          )
          .orderBy('position')
          .orderBy('id')
          .execute();
  return {
    pipeline: {
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
    },
    workflows: workflows.map((workflow) => ({
      id: workflow.id,
      name: workflow.name,
      status: workflow.status,
      createdAt: workflow.created_at.toISOString(),
      stoppedAt: iso(workflow.stopped_at),
      jobsComplete: workflow.jobs_complete,
      observedAt: iso(workflow.observed_at),
      jobs: jobs
        .filter((job) => job.workflow_id === workflow.id)
        .map((job) => ({
          id: job.id,
          name: job.name,
          number: job.number,
          type: job.type,
          status: job.status,
          startedAt: iso(job.started_at),
          stoppedAt: iso(job.stopped_at),
          approvalRequestId: job.approval_request_id,
          position: job.position,
          observedAt: iso(job.observed_at),
        })),
    })),
  };
}

function iso(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}
