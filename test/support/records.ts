import type { JobFacts, PipelineFacts, WorkflowFacts } from '../../src/pipelines/record.ts';

/** Builders of what is stored: name what matters to the test, the rest is plausible. */

export function aPipeline(parts: Partial<PipelineFacts> = {}): PipelineFacts {
  return {
    id: 'pipeline',
    projectSlug: 'gh/acme/web-shop',
    number: 7,
    branch: 'main',
    tag: null,
    revision: '4f2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    repositoryUrl: 'https://github.com/acme/web-shop',
    commitSubject: 'Round prices up',
    commitAuthor: 'Robin Field',
    triggerType: 'webhook',
    triggerActor: 'robin-field',
    startedBy: null,
    state: 'created',
    problems: [],
    createdAt: '2026-06-01T09:59:00.000Z',
    observedAt: null,
    ...parts,
  };
}

export function aWorkflow(parts: Partial<WorkflowFacts> = {}): WorkflowFacts {
  return {
    id: 'workflow',
    name: 'build',
    status: 'running',
    createdAt: '2026-06-01T09:59:30.000Z',
    stoppedAt: null,
    jobsComplete: true,
    isSetup: false,
    observedAt: null,
    jobs: [],
    ...parts,
  };
}

export function aJob(parts: Partial<JobFacts> = {}): JobFacts {
  return {
    id: 'job',
    name: 'test',
    number: 12,
    type: 'build',
    status: 'running',
    startedAt: '2026-06-01T09:59:40.000Z',
    stoppedAt: null,
    approvalRequestId: null,
    position: 0,
    observedAt: null,
    ...parts,
  };
}
