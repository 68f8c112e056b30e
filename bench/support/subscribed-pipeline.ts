import type { PipelineSnapshot } from '../../src/domain/pipeline.ts';

/** @returns a pipeline of the project with three workflows, one of which failed */
export function subscribedPipeline(projectSlug: string): PipelineSnapshot {
  const workflow = (name: string, status: string) => ({
    id: `id-of-${name}`,
    name,
    status,
    createdAt: '2026-01-01T00:00:05.000Z',
    stoppedAt: null,
    url: '',
    attempt: 1,
    jobs: [],
    jobsComplete: false,
  });
  return {
    id: 'a-pipeline',
    projectSlug,
    projectName: 'project',
    number: 1,
    url: null,
    branch: 'release/7.x',
    tag: null,
    revision: null,
    repositoryUrl: null,
    commitSubject: null,
    commitAuthor: 'Robin Field',
    triggerType: 'webhook',
    triggerActor: 'robin-field',
    startedBySlackUser: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    state: 'created',
    problems: [],
    workflows: [workflow('build', 'success'), workflow('deploy-eu', 'failed'), workflow('lint', 'running')],
    actions: [],
  };
}
