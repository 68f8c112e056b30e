import { expect, it } from 'vitest';
import { type Push, type ScenarioName, scenarios } from '../../../simulators/circleci/index.ts';
import type { Received } from './support/receiver.ts';
import { startWithReceiver } from './support/setup.ts';
import { approver, walk } from './support/walk.ts';

const STEADY = ['queued', 'running', 'success'];
const LATER = ['blocked', ...STEADY];
const FAILS = ['blocked', 'queued', 'running', 'failed'];
const HELD = ['blocked', 'on_hold', 'success'];

/** What each scenario looks like over HTTP when every hold is approved, and what webhooks tell of it. */
const expected = {
  success: {
    workflows: { 'build-and-test': ['running', 'success'] },
    jobs: { install: STEADY, lint: LATER, test: LATER },
    told: ['install success', 'lint success', 'test success', 'build-and-test: success'],
  },
  failure: {
    workflows: { 'build-and-test': ['running', 'failing', 'failed'] },
    jobs: { install: STEADY, lint: LATER, test: FAILS, deploy: ['blocked'] },
    told: ['install success', 'test failed', 'lint success', 'build-and-test: failed'],
  },
  hold: {
    workflows: { 'build-test-deploy': ['running', 'on_hold', 'running', 'success'] },
    jobs: { build: STEADY, test: LATER, 'approve-deploy': HELD, deploy: LATER },
    told: ['build success', 'test success', 'deploy success', 'build-test-deploy: success'],
  },
  'two-holds': {
    workflows: {
      release: ['running', 'on_hold', 'running', 'on_hold', 'running', 'success'],
      regions: ['running', 'on_hold', 'running', 'success'],
    },
    jobs: { 'approve-staging': HELD, 'approve-production': HELD, 'approve-eu': HELD, 'approve-us': HELD },
  },
  'hold-first': {
    workflows: { 'nightly-import': ['on_hold', 'running', 'success'] },
    jobs: { 'start-import': ['on_hold', 'success'], import: LATER },
    told: ['import success', 'nightly-import: success'],
  },
  cancel: {
    workflows: { 'load-test': ['running', 'success'] },
    jobs: { prepare: STEADY, 'load-eu': LATER, report: LATER },
  },
  rerun: {
    workflows: { 'build-test-publish': ['running', 'failed'] },
    jobs: { build: STEADY, test: FAILS, publish: ['blocked'] },
    told: ['build success', 'test failed', 'build-test-publish: failed'],
  },
  'config-error': { pipeline: ['pending', 'errored'], workflows: {}, told: [] },
  'unexpected-argument': { pipeline: ['pending', 'errored'], workflows: {}, told: [] },
  'no-workflow': { workflows: {}, told: [] },
  'nothing-created': { workflows: {}, told: [] },
  unauthorized: {
    workflows: { 'build-test-deploy': ['running', 'on_hold', 'running', 'unauthorized'] },
    jobs: { deploy: ['blocked', 'queued', 'unauthorized'], 'smoke-test': ['blocked'] },
    told: ['build success', 'deploy unauthorized', 'build-test-deploy: unauthorized'],
  },
  'fan-out': {
    workflows: { 'test-matrix': ['running', 'success'] },
    jobs: { build: STEADY, 'test-shard-1': LATER, 'test-shard-18': LATER, collect: LATER },
  },
  'noisy-log': {
    workflows: { publish: ['running', 'failed'] },
    jobs: { 'push-image': ['queued', 'running', 'failed'] },
    told: ['push-image failed', 'publish: failed'],
  },
  guarded: {
    workflows: { 'guarded-deploy': ['running', 'on_hold', 'running', 'failing', 'unauthorized'] },
    jobs: { deploy: LATER, bill: ['blocked', 'queued', 'unauthorized'], 'smoke-test': LATER },
  },
  'two-workflows': {
    workflows: { 'build-and-test': ['running', 'success'], 'security-scan': ['running', 'success'] },
    jobs: { build: STEADY, test: LATER, dependencies: STEADY, secrets: STEADY },
    told: [
      'secrets success',
      'build success',
      'dependencies success',
      'security-scan: success',
      'test success',
      'build-and-test: success',
    ],
  },
  dynamic: {
    pipeline: ['pending', 'setup', 'created'],
    workflows: { setup: ['running', 'success'], 'build-and-test': ['running', 'success'] },
    jobs: { 'generate-config': STEADY, build: STEADY, test: LATER },
    told: [
      'generate-config success',
      'setup: success',
      'build success',
      'test success',
      'build-and-test: success',
    ],
  },
  'dynamic-failure': {
    workflows: { setup: ['running', 'success'], 'setup#2': ['running', 'failed'] },
    told: ['generate-config success', 'setup: success', 'test failed', 'setup: failed'],
  },
  'dynamic-refused': {
    workflows: { setup: ['running', 'success'], deploy: ['not_run'] },
    told: ['generate-config success', 'setup: success'],
  },
  'dynamic-errored': {
    pipeline: ['pending', 'setup', 'errored'],
    workflows: { setup: ['running', 'success'] },
    told: ['generate-config success', 'setup: success'],
  },
  'dynamic-nothing': {
    workflows: { setup: ['running', 'success'], deploy: ['not_run'] },
    told: ['generate-config success', 'setup: success'],
  },
  'dynamic-empty': {
    workflows: { setup: ['running', 'success'] },
    told: ['generate-config success', 'setup: success'],
  },
  'setup-failed': {
    workflows: { setup: ['running', 'failed'] },
    told: ['generate-config failed', 'setup: failed'],
  },
} satisfies Record<ScenarioName, Expectation>;

interface Expectation {
  readonly pipeline?: readonly string[];
  readonly workflows: Record<string, readonly string[]>;
  readonly jobs?: Record<string, readonly string[]>;
  readonly told?: readonly string[];
}

const names = Object.keys(scenarios) as ScenarioName[];

it.each(names)('%s goes through its states in order, and webhooks tell of what ends', async (name) => {
  const { sim, api, receiver } = await startWithReceiver();
  const made = await api.post('/project/gh/acme/web-shop/pipeline/run', {
    checkout: { branch: `scenario/${name}` },
  });
  const want: Expectation = expected[name];
  if (name === 'nothing-created') {
    expect(made).toMatchObject({ status: 200, body: { message: expect.any(String) } });
    expect((await api.get('/project/gh/acme/web-shop/pipeline')).items).toEqual([]);
    return;
  }
  expect(made).toMatchObject({ status: 201, body: { state: 'pending' } });

  const seen = await walk(sim, api, made.body.id ?? '', approver(api));

  expect(seen.pipeline).toEqual(want.pipeline ?? ['pending', 'created']);
  expect(seen.workflows).toEqual(want.workflows);
  const jobs = Object.fromEntries(Object.entries(seen.jobs).map(([key, list]) => [key.split('/')[1], list]));
  expect(jobs).toMatchObject(want.jobs ?? {});
  if (want.told !== undefined) expect(receiver.received.map(summary)).toEqual(want.told);
  expect(receiver.received.every(({ signatureIsRight }) => signatureIsRight)).toBe(true);
  const ran = Object.values(want.workflows).filter((statuses) => !statuses.includes('not_run'));
  expect(receiver.received.filter(isWorkflow)).toHaveLength(ran.length);
});

it('fan-out has twenty jobs, all told of', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.push('gh/acme/web-shop', { scenario: 'fan-out' });
  await sim.control.settle();
  expect(receiver.received.filter((one) => !isWorkflow(one))).toHaveLength(20);
});

it('a push’s scenario counts before the branch’s, that before the simulator’s, that before the project’s', async () => {
  const workflowName = async (defaultScenario?: ScenarioName, push: Push = {}) => {
    const { sim, api } = await startWithReceiver({ defaultScenario });
    sim.control.setScenario('gh/acme/web-shop', 'fan-out');
    const pipeline = sim.control.push('gh/acme/web-shop', push);
    await sim.control.step();
    return (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items?.[0]?.name;
  };
  const branch = 'scenario/cancel';
  expect(await workflowName()).toBe('test-matrix');
  expect(await workflowName('hold-first')).toBe('nightly-import');
  expect(await workflowName('hold-first', { branch })).toBe('load-test');
  expect(await workflowName('hold-first', { branch, scenario: 'rerun' })).toBe('build-test-publish');
});

it('a setup workflow is tagged, and continues its pipeline only once', async () => {
  const { sim, api } = await startWithReceiver();
  const pipeline = sim.control.push('gh/acme/web-shop', { scenario: 'setup-failed' });
  const list = async () =>
    (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items
      ?.toReversed()
      .map(({ name, tag, status }) => [name, tag, status].join(' '));
  const rerun = async () => {
    const [newest] =
      (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items?.filter(({ tag }) => tag === 'setup') ?? [];
    await api.post(`/workflow/${newest?.id}/rerun`, {});
    await sim.control.settle();
  };
  await sim.control.settle();
  expect(await list()).toEqual(['setup setup failed']);
  await rerun();
  expect(await list()).toEqual(['setup setup failed', 'setup setup success', 'build-and-test  success']);
  await rerun();
  expect((await list())?.slice(3)).toEqual(['setup setup failed']);
});

it('a hold at a standstill schedules nothing', async () => {
  const { sim } = await startWithReceiver({ paused: false, timeScale: 0.001, defaultScenario: 'hold-first' });
  sim.control.push('gh/acme/web-shop');
  await sim.idle();
  expect(await sim.control.step()).toBe(false);
});

it('errors arrive on the pipeline, not in the answer to the trigger', async () => {
  const { sim, api } = await startWithReceiver();
  const body = { parameters: { environment: 'staging', colour: 'red', size: 3 } };
  const made = await api.post('/project/gh/acme/web-shop/pipeline/run', body);
  expect(made.status).toBe(201);
  await sim.control.settle();
  const pipeline = await api.get(`/pipeline/${made.body.id}`);
  expect(pipeline).toMatchObject({
    state: 'errored',
    errors: [{ type: 'config', message: 'Unexpected argument(s): colour, size' }],
  });
});

it.each([
  [{ replicas: '3' }, /replicas.*integer/],
  [{ dry_run: 'yes' }, /dry_run.*boolean/],
  [{ environment: 'moon' }, /environment.*staging, production/],
])('a parameter of the wrong type %j is a config error', async (parameters, message) => {
  const { sim, api } = await startWithReceiver();
  const made = await api.post('/project/gh/acme/web-shop/pipeline/run', { parameters });
  await sim.control.settle();
  const [error] = (await api.get(`/pipeline/${made.body.id}`)).errors ?? [];
  expect(error?.message).toMatch(message);
});

function isWorkflow({ payload }: Received): boolean {
  return payload.type === 'workflow-completed';
}

function summary({ payload }: Received): string {
  return payload.job === undefined
    ? `${payload.workflow?.name}: ${payload.workflow?.status}`
    : `${payload.job.name} ${payload.job.status}`;
}
