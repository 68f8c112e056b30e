import type { Job } from '../model.ts';
import { iso, isoOrNull } from '../times.ts';
import { longSlug } from '../world.ts';

/** Job details as API v2 shows them: without steps. */
export function jobView(job: Job): Record<string, unknown> {
  const { workflow } = job;
  const { pipeline } = workflow;
  const { project } = pipeline;
  const queuedAt = job.queuedAt ?? workflow.createdAt;
  return {
    web_url: `https://app.circleci.com/pipelines/${longSlug(project)}/${pipeline.number}/workflows/${workflow.id}/jobs/${job.number}`,
    project: { id: project.id, slug: project.slug, name: project.name, external_url: project.repositoryUrl },
    parallel_runs: [{ index: 0, status: job.status }],
    started_at: isoOrNull(job.startedAt),
    latest_workflow: { id: workflow.id, name: workflow.name },
    name: job.plan.name,
    executor: { resource_class: 'medium', type: 'docker' },
    parallelism: 1,
    status: job.status,
    number: job.number,
    pipeline: { id: pipeline.id },
    duration: job.startedAt === null || job.stoppedAt === null ? null : job.stoppedAt - job.startedAt,
    created_at: iso(queuedAt),
    messages: [],
    contexts: job.plan.contexts.map((name) => ({ name })),
    organization: { name: project.organization.name },
    queued_at: iso(queuedAt),
    stopped_at: isoOrNull(job.stoppedAt),
  };
}
