import type { Job, Workflow } from '../model.ts';
import { isoSeconds, isoSecondsOrNull } from '../times.ts';

/** A workflow as API v2 shows it. */
export function workflowView(workflow: Workflow): Record<string, unknown> {
  const { pipeline } = workflow;
  return {
    pipeline_id: pipeline.id,
    ...(workflow.canceledBy === null ? {} : { canceled_by: workflow.canceledBy.id }),
    id: workflow.id,
    name: workflow.name,
    project_slug: pipeline.project.slug,
    status: workflow.status,
    ...(workflow.plan.continuation === undefined ? {} : { tag: 'setup' }),
    started_by: workflow.startedBy.id,
    pipeline_number: pipeline.number,
    created_at: isoSeconds(workflow.createdAt),
    stopped_at: isoSecondsOrNull(workflow.stoppedAt),
  };
}

/**
 * A job as `GET /workflow/{id}/job` lists it. A job that was never started has no number and a null
 * `started_at`, though the description calls the latter a string. The approval request's id is the job's.
 */
export function workflowJobView(job: Job): Record<string, unknown> {
  const { workflow, plan } = job;
  const needed = workflow.jobs.filter((other) => plan.requires.includes(other.plan.name));
  return {
    ...(job.canceledBy === null ? {} : { canceled_by: job.canceledBy.id }),
    dependencies: needed.map((other) => other.id),
    ...(job.number === null ? {} : { job_number: job.number }),
    id: job.id,
    started_at: isoSecondsOrNull(job.startedAt),
    name: plan.name,
    ...(job.approvedBy === null ? {} : { approved_by: job.approvedBy.id }),
    project_slug: workflow.pipeline.project.slug,
    status: job.status,
    type: plan.type,
    requires: Object.fromEntries(needed.map((other) => [other.id, ['success']])),
    stopped_at: isoSecondsOrNull(job.stoppedAt),
    ...(plan.type === 'approval' ? { approval_request_id: job.id } : {}),
  };
}
