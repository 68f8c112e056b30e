import { describe, expect, it } from 'vitest';
import type { CompletionEvent } from '../../../src/domain/event.ts';
import { recordOfEvent } from '../../../src/pipelines/from-event.ts';

const at = '2026-06-01T10:00:00.000Z';
const event: CompletionEvent = {
  type: 'workflow-completed',
  id: 'e1',
  webhookId: 'h1',
  happenedAt: at,
  project: { id: 'pr1', slug: 'gh/acme/web-shop', name: 'web-shop' },
  organization: { id: 'o1', name: 'acme' },
  pipeline: {
    id: 'p1',
    number: 7,
    createdAt: at,
    triggerType: 'webhook',
    triggerActor: null,
    branch: null,
    tag: 'v1.0',
    revision: 'abc',
    repositoryUrl: null,
    commitSubject: null,
    commitAuthor: null,
  },
  workflow: { id: 'w1', name: 'build', status: 'failed', createdAt: at, stoppedAt: at, url: null },
  job: null,
};
const job = { id: 'j1', name: 'test', number: 4, status: 'failed', startedAt: null, stoppedAt: at };

describe('what one webhook says of a pipeline', () => {
  it('is how its workflow ended, and that nobody has read CircleCI', () => {
    const { pipeline, workflows } = recordOfEvent(event, event.project.slug);
    expect(pipeline).toMatchObject({
      id: 'p1',
      tag: 'v1.0',
      branch: null,
      state: 'created',
      observedAt: null,
    });
    expect(workflows).toMatchObject([
      { id: 'w1', status: 'failed', stoppedAt: at, jobsComplete: false, jobs: [] },
    ]);
  });

  it('is, of a completed job, that its workflow ran, not that it ended', () => {
    const workflow = { id: 'w1', name: 'build', status: null, createdAt: at, stoppedAt: null, url: null };
    const { workflows } = recordOfEvent(
      { ...event, type: 'job-completed', workflow, job },
      event.project.slug,
    );
    expect(workflows).toMatchObject([
      {
        status: 'running',
        stoppedAt: null,
        jobsComplete: false,
        jobs: [{ ...job, type: 'build', observedAt: null }],
      },
    ]);
  });
});
