import type { CompletionEvent } from '../domain/event.ts';
import type { JobFacts, PipelineRecord, WorkflowFacts } from './record.ts';

/**
 * @param projectSlug the present slug of its project
 * @returns what one webhook says of a pipeline, ready to be merged into what is stored
 */
export function recordOfEvent(event: CompletionEvent, projectSlug: string): PipelineRecord {
  const { pipeline } = event;
  return {
    pipeline: {
      id: pipeline.id,
      projectSlug,
      number: pipeline.number,
      branch: pipeline.branch,
      tag: pipeline.tag,
      revision: pipeline.revision,
      repositoryUrl: pipeline.repositoryUrl,
      commitSubject: pipeline.commitSubject,
      commitAuthor: pipeline.commitAuthor,
      triggerType: pipeline.triggerType,
      triggerActor: pipeline.triggerActor,
      startedBy: null,
      identities: pipeline.identities,
      state: 'created',
      problems: [],
      createdAt: pipeline.createdAt,
      observedAt: null,
    },
    workflows: event.workflow === null ? [] : [workflowOfEvent(event.workflow, event.job)],
  };
}

function workflowOfEvent(
  workflow: NonNullable<CompletionEvent['workflow']>,
  job: CompletionEvent['job'],
): WorkflowFacts {
  return {
    id: workflow.id,
    name: workflow.name,
    // A job has completed, so the workflow ran; whether it still does, only CircleCI's API tells.
    status: workflow.status ?? 'running',
    createdAt: workflow.createdAt,
    stoppedAt: workflow.stoppedAt,
    jobsComplete: false,
    // Webhooks do not say. Source: CircleCI docs, outbound webhooks reference.
    isSetup: false,
    observedAt: null,
    jobs: job === null ? [] : [jobOfEvent(job)],
  };
}

function jobOfEvent(job: NonNullable<CompletionEvent['job']>): JobFacts {
  return { ...job, type: 'build', approvalRequestId: null, position: 0, observedAt: null };
}
