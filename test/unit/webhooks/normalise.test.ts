import { describe, expect, it } from 'vitest';
import type { CompletionEvent } from '../../../src/domain/event.ts';
import { readCompletionEvent } from '../../../src/webhooks/normalise.ts';
import { checkPayload } from '../../../src/webhooks/payload.ts';
import { fixture, fixtures, published } from '../../support/webhook-samples.ts';

const receivedAt = new Date('2026-03-04T10:00:00Z');
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function event(name: string): CompletionEvent {
  return read(fixture(name).json);
}

function read(json: unknown): CompletionEvent {
  const found = readCompletionEvent(json, receivedAt);
  if (found === null) throw new Error('this is no completion event');
  return found;
}

const isCompletion = ({ json }: { json: Record<string, unknown> }) =>
  String(json.type).endsWith('-completed');

describe.each(
  [...fixtures, ...published].filter(isCompletion).map((sample) => [sample.name, sample.json] as const),
)('%s', (_name, json) => {
  const found = read(json);

  it('says who, what and when', () => {
    expect(found.id).toBe(json.id);
    expect(found.project.slug).toMatch(/^(gh|bb|circleci)\/[^/]+\/[^/]+$/);
    expect(found.project.name).not.toBe('');
    expect(found.happenedAt).toMatch(ISO);
    expect(found.pipeline.createdAt).toMatch(ISO);
    // The published GitLab job sample names no workflow.
    expect(found.workflow === null).toBe(json.workflow === undefined);
    if (found.workflow !== null) expect(found.workflow.createdAt).toMatch(ISO);
    expect(found.pipeline.number).toBeGreaterThan(0);
  });

  it('has no empty text where there is nothing', () => {
    const { pipeline, workflow } = found;
    const texts = [pipeline.branch, pipeline.tag, pipeline.revision, pipeline.repositoryUrl, workflow?.url];
    const more = [pipeline.commitAuthor, pipeline.commitSubject, pipeline.triggerActor];
    for (const text of [...texts, ...more]) expect(text).not.toBe('');
  });

  it('tells workflows from jobs', () => {
    const isJob = found.type === 'job-completed';
    expect(found.job === null).toBe(!isJob);
    expect(typeof found.workflow?.status).toBe(
      isJob ? (found.workflow === null ? 'undefined' : 'object') : 'string',
    );
    // The job's own end, in such payloads.
    if (isJob) expect(found.workflow?.stoppedAt ?? null).toBeNull();
  });
});

it('covers every variant with a fixture', () => {
  expect(fixtures.filter(isCompletion).length).toBeGreaterThanOrEqual(11);
});

it('reads GitHub OAuth', () => {
  expect(event('github-oauth-job')).toMatchObject({
    type: 'job-completed',
    happenedAt: '2026-03-04T09:15:42.517Z',
    project: { slug: 'gh/harbour-works/parcel-scale', name: 'parcel-scale' },
    pipeline: {
      number: 812,
      branch: 'main',
      tag: null,
      revision: '4be1c0ffee5ca1ab1edeadbea7ab1e5eafacade5',
      repositoryUrl: 'https://github.com/harbour-works/parcel-scale',
      commitSubject: 'Weigh parcels twice',
      commitAuthor: 'Robin Quill',
      triggerType: 'webhook',
      triggerActor: null,
    },
    workflow: { status: null, stoppedAt: null },
    job: { name: 'weigh', status: 'failed', startedAt: '2026-03-04T09:12:07.250Z' },
  });
});

it('reads a tag push without a tag, and one with', () => {
  const bare = event('github-oauth-tag').pipeline;
  expect(bare).toMatchObject({ branch: null, tag: null, commitSubject: null, commitAuthor: null });
  expect(event('github-oauth-named-tag').pipeline).toMatchObject({ branch: null, tag: 'v2.4.0' });
  expect(event('gitlab-tag').pipeline).toMatchObject({ branch: null, tag: 'v3' });
});

it('reads Bitbucket, with null commits and a job that never started', () => {
  expect(event('bitbucket-api-run')).toMatchObject({
    project: { slug: 'bb/tidewater/crane' },
    pipeline: { branch: 'release/9', commitSubject: null, triggerType: 'api' },
  });
  expect(event('bitbucket-job-never-started').job).toMatchObject({ number: null, startedAt: null });
});

it('reads GitLab', () => {
  expect(event('gitlab-workflow')).toMatchObject({
    project: { slug: 'circleci/Q7mZr2VnL9xTbC4dKs8WyE/h3JfPz6RkXv1NtGm5BqYcA', name: 'lamp' },
    pipeline: {
      branch: 'lens',
      tag: null,
      repositoryUrl: 'https://gitlab.com/lighthouse/lamp',
      commitSubject: 'Polish the lens',
      commitAuthor: 'Kit Marlow',
      triggerActor: 'kmarlow',
      triggerType: 'gitlab',
    },
    workflow: { status: 'error', stoppedAt: '2026-03-04T09:15:42.390Z' },
  });
});

it('reads the GitHub App, full and as an API run full of empty strings', () => {
  expect(event('github-app-workflow').pipeline).toMatchObject({
    branch: 'spring',
    repositoryUrl: 'https://github.com/orchard/beans',
    commitSubject: 'Sow the beans',
    triggerActor: 'ashf',
  });
  expect(event('github-app-api-run')).toMatchObject({
    project: { name: 'uE9gFj3PaVx6CrTk1MnZwQ' },
    pipeline: {
      createdAt: '2026-03-04T09:11:58.361Z',
      repositoryUrl: null,
      commitSubject: 'Sow the beans',
      commitAuthor: null,
      triggerActor: null,
      triggerType: 'api',
    },
    workflow: { url: null },
  });
});

it('puts in the time it was received for one it cannot read', () => {
  const json = { ...fixture('ping').json, ...fixture('github-oauth-workflow').json, happened_at: 'soon' };
  expect(read(json).happenedAt).toBe(receivedAt.toISOString());
});

it('takes fields of an unexpected type for missing, and new ones for nothing', () => {
  const json = structuredClone(fixture('github-oauth-workflow').json);
  const changed = {
    ...json,
    moon: { phase: 3 },
    organization: 7,
    pipeline: { id: 'p', number: 'twelve', vcs: ['?'], trigger: 'x', trigger_parameters: { git: 4 } },
  };
  expect(read(changed)).toMatchObject({
    organization: { id: '', name: '' },
    pipeline: { id: 'p', number: null, branch: null, triggerType: 'unknown' },
  });
});

it('a job whose workflow is not named still tells of its pipeline', () => {
  const { workflow: _, ...json } = fixture('gitlab-job').json;
  expect(checkPayload(json)).toMatchObject({ ok: true });
  expect(read(json)).toMatchObject({
    workflow: null,
    job: { status: expect.any(String) },
    pipeline: { number: 7 },
  });
});

it.each(['ping', 'unknown-type'])('is no event: %s', (name) => {
  expect(readCompletionEvent(fixture(name).json, receivedAt)).toBeNull();
});
