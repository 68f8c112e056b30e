import type {
  ActionSnapshot,
  JobSnapshot,
  PipelineSnapshot,
  VoteSnapshot,
  WorkflowSnapshot,
} from '../../src/domain/pipeline.ts';

/** Builders of snapshots: name what matters to the test, the rest is a plausible pipeline. */

/** @returns a made-up UUID that is the same for the same number */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** @returns ISO 8601, so many seconds after the pipeline was created */
export function after(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 21, 9, 30, 0) + seconds * 1000).toISOString();
}

export function pipeline(parts: Partial<PipelineSnapshot> = {}): PipelineSnapshot {
  return {
    id: uuid(1),
    projectSlug: 'gh/acme/storefront',
    projectName: 'storefront',
    number: 123,
    url: 'https://app.circleci.com/pipelines/github/acme/storefront/123',
    branch: 'main',
    tag: null,
    revision: '4f2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    repositoryUrl: 'https://github.com/acme/storefront',
    commitSubject: 'Keep the basket when a session ends',
    commitAuthor: 'Robin Field',
    triggerType: 'webhook',
    triggerActor: 'robin-field',
    startedBySlackUser: null,
    createdAt: after(0),
    state: 'created',
    problems: [],
    workflows: [],
    actions: [],
    ...parts,
  };
}

export function workflow(parts: Partial<WorkflowSnapshot> = {}): WorkflowSnapshot {
  const id = parts.id ?? uuid(10);
  return {
    id,
    name: 'build-and-deploy',
    status: 'running',
    createdAt: after(5),
    stoppedAt: null,
    url: `https://app.circleci.com/pipelines/github/acme/storefront/123/workflows/${id}`,
    attempt: 1,
    jobs: [],
    jobsComplete: true,
    ...parts,
  };
}

export function job(name: string, status: string, parts: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    id: `job-${name}`,
    name,
    number: 400 + name.length,
    type: 'build',
    status,
    startedAt: after(10),
    stoppedAt: null,
    approvalRequestId: null,
    ...parts,
  };
}

/** An approval job; `on_hold` is one that someone can decide now. */
export function hold(name: string, status = 'on_hold', parts: Partial<JobSnapshot> = {}): JobSnapshot {
  return job(name, status, {
    type: 'approval',
    number: null,
    approvalRequestId: `job-${name}`,
    startedAt: null,
    ...parts,
  });
}

export function action(parts: Partial<ActionSnapshot> = {}): ActionSnapshot {
  return {
    id: uuid(90),
    kind: 'approve',
    state: 'pending',
    slackUserId: 'U0ANA',
    workflowId: uuid(10),
    jobId: null,
    requestedAt: after(200),
    settledAt: null,
    ...parts,
  };
}

export function vote(parts: Partial<VoteSnapshot> = {}): VoteSnapshot {
  return {
    workflowId: uuid(10),
    jobId: 'job-release-eu',
    slackUserId: 'U0ANA',
    standsFor: null,
    reason: null,
    counts: true,
    needed: 3,
    ...parts,
  };
}

/** @returns jobs named `test-1`, `test-2`, … all with one status */
export function jobs(count: number, status: string, prefix = 'test'): JobSnapshot[] {
  return Array.from({ length: count }, (_, index) => job(`${prefix}-${index + 1}`, status));
}
