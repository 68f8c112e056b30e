import { describe, expect, it } from 'vitest';
import { type ApiPipeline, pipelineOfApi, workflowOfApi } from '../../../src/pipelines/from-api.ts';

const NOW = '2026-06-01T10:00:00.000Z';
const bare: ApiPipeline = {
  id: 'p1',
  project_slug: 'github/acme/web-shop',
  state: 'created',
  created_at: '2026-06-01T09:59:00.123456Z',
};

describe('a pipeline as CircleCI’s API tells it', () => {
  it('needs little', () => {
    expect(pipelineOfApi(bare, NOW)).toEqual({
      id: 'p1',
      projectSlug: 'gh/acme/web-shop',
      number: null,
      branch: null,
      tag: null,
      revision: null,
      repositoryUrl: null,
      commitSubject: null,
      commitAuthor: null,
      triggerType: 'unknown',
      triggerActor: null,
      startedBy: null,
      identities: { authorEmail: null, authorLogin: null, actorLogin: null },
      state: 'created',
      problems: [],
      createdAt: '2026-06-01T09:59:00.123Z',
      observedAt: NOW,
    });
  });

  it('has its facts in `vcs` with GitHub OAuth and Bitbucket', () => {
    const facts = pipelineOfApi(
      {
        ...bare,
        number: 12,
        trigger: { type: 'webhook', actor: { login: 'robin-field' } },
        vcs: {
          branch: 'main',
          tag: '',
          revision: 'abc',
          origin_repository_url: 'https://github.com/acme/web-shop',
          commit: { subject: 'Round prices up' },
        },
        errors: [{ type: 'config', message: 'no such job' }],
      },
      NOW,
    );
    expect(facts).toMatchObject({
      number: 12,
      branch: 'main',
      tag: null,
      revision: 'abc',
      commitSubject: 'Round prices up',
      triggerActor: 'robin-field',
      problems: [{ type: 'config', message: 'no such job' }],
    });
  });

  it.each(['github_app', 'gitlab'])('has them in `trigger_parameters.%s` without `vcs`', (provider) => {
    const facts = pipelineOfApi(
      {
        ...bare,
        trigger_parameters: {
          git: {
            branch: 'feature/a',
            tag: '',
            checkout_sha: 'abc',
            repo_url: 'https://example.com/acme/shop',
            commit_author_name: 'Robin Field',
            commit_message: 'From git\n\nwith a body',
          },
          [provider]: { commit_title: 'From the provider', user_username: 'robin-field' },
        },
      },
      NOW,
    );
    expect(facts).toMatchObject({
      branch: 'feature/a',
      tag: null,
      revision: 'abc',
      repositoryUrl: 'https://example.com/acme/shop',
      commitSubject: 'From the provider',
      commitAuthor: 'Robin Field',
      triggerActor: 'robin-field',
    });
  });

  it('takes the first line of a commit message where there is no title', () => {
    const git = { commit_message: 'From git\n\nwith a body' };
    expect(pipelineOfApi({ ...bare, trigger_parameters: { git } }, NOW).commitSubject).toBe('From git');
  });

  it.each([{ git: 'text' }, { git: null }, { git: { branch: 7 } }, { git: [] }])(
    'is not upset by %j',
    (odd) => {
      expect(pipelineOfApi({ ...bare, trigger_parameters: odd }, NOW).branch).toBeNull();
    },
  );

  it('was created when it was first seen, where CircleCI’s time is no time', () => {
    expect(pipelineOfApi({ ...bare, created_at: 'yesterday' }, NOW).createdAt).toBe(NOW);
  });
});

describe('a workflow as CircleCI’s API tells it', () => {
  const workflow = { id: 'w1', name: 'build', status: 'running', created_at: NOW, stopped_at: NOW };

  it('has not stopped before it has ended, whatever CircleCI fills in', () => {
    expect(workflowOfApi(workflow, null, NOW).stoppedAt).toBeNull();
    expect(workflowOfApi({ ...workflow, status: 'success' }, null, NOW).stoppedAt).toBe(NOW);
  });

  it('knows all of its jobs once they were read, even if there are none', () => {
    expect(workflowOfApi(workflow, null, NOW)).toMatchObject({ jobsComplete: false, jobs: [] });
    expect(workflowOfApi(workflow, [], NOW)).toMatchObject({ jobsComplete: true, jobs: [] });
  });

  it('has its jobs in CircleCI’s order, each hold with what its approval takes', () => {
    const jobs = [
      {
        id: 'j1',
        name: 'test',
        status: 'success',
        type: 'build',
        job_number: 4,
        started_at: NOW,
        stopped_at: NOW,
      },
      { id: 'j2', name: 'approve', status: 'on_hold', type: 'approval' },
      { id: 'j3', name: 'approve-eu', status: 'blocked', type: 'approval', approval_request_id: 'r3' },
      { id: 'j4', name: 'odd', status: 'queued', type: null },
    ];
    expect(workflowOfApi(workflow, jobs, NOW).jobs).toMatchObject([
      { id: 'j1', position: 0, number: 4, approvalRequestId: null, startedAt: NOW, stoppedAt: NOW },
      { id: 'j2', position: 1, number: null, approvalRequestId: 'j2', startedAt: null },
      { id: 'j3', position: 2, approvalRequestId: 'r3' },
      { id: 'j4', position: 3, type: 'build', approvalRequestId: null },
    ]);
  });
});
