import { expect, it } from 'vitest';
import type { CircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { type Api, type Json, startSimulator, startWithReceiver } from './support/setup.ts';

async function failedRun(): Promise<{
  sim: CircleCiSimulator;
  api: Api;
  pipeline: string;
  id: string;
  jobs: Json[];
}> {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push('gh/acme/payments-api', { scenario: 'rerun' })?.id ?? '';
  await sim.control.settle();
  const [workflow] = (await api.get(`/pipeline/${pipeline}/workflow`)).items ?? [];
  const id = workflow?.id ?? '';
  return { sim, api, pipeline, id, jobs: (await api.get(`/workflow/${id}/job`)).items ?? [] };
}

it('from failed: a new workflow of the same pipeline that takes over what had succeeded', async () => {
  const { sim, api, pipeline, id, jobs } = await failedRun();
  const again = await api.post(`/workflow/${id}/rerun`, { from_failed: true });
  expect(again.status).toBe(202);
  const next: string = again.body.workflow_id ?? '';
  expect(next).not.toBe(id);
  await sim.control.settle();

  const all = (await api.get(`/pipeline/${pipeline}/workflow`)).items ?? [];
  expect(all.map((one) => [one.id, one.status])).toEqual([
    [next, 'success'],
    [id, 'failed'],
  ]);
  const rerun = (await api.get(`/workflow/${next}/job`)).items ?? [];
  expect(rerun.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
  expect(rerun[0]).toEqual(jobs[0]);
  expect(rerun[1]?.id).not.toBe(jobs[1]?.id);
  expect(rerun[1]?.dependencies).toEqual([jobs[0]?.id]);
});

it('from failed: webhooks tell of what ran again, under the new workflow, and not of what was reused', async () => {
  const { sim, api, receiver } = await startWithReceiver();
  const pipeline = sim.control.push('gh/acme/payments-api', { scenario: 'rerun' });
  await sim.control.settle();
  const [failed] = (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items ?? [];
  const before = receiver.received.length;
  const again = await api.post(`/workflow/${failed?.id}/rerun`, { from_failed: true });
  await sim.control.settle();
  const told = receiver.received.slice(before).map(({ payload }) => payload);
  expect(told.map(({ job, type }) => job?.name ?? type)).toEqual(['test', 'publish', 'workflow-completed']);
  expect(new Set(told.map(({ workflow }) => workflow?.id))).toEqual(new Set([again.body.workflow_id]));
  expect(new Set(told.map(({ pipeline: one }) => one?.id))).toEqual(new Set([pipeline?.id]));
});

it('from the start: every job runs again', async () => {
  const { sim, api, id, jobs } = await failedRun();
  const again = await api.call('POST', `/workflow/${id}/rerun`);
  await sim.control.settle();
  const rerun = (await api.get(`/workflow/${again.body.workflow_id}/job`)).items ?? [];
  expect(rerun.map((job) => jobs.some((old) => old.id === job.id))).toEqual([false, false, false]);
});

it('chosen jobs run again with everything after them', async () => {
  const { sim, api, id } = await failedRun();
  const fixed = await api.post(`/workflow/${id}/rerun`, { from_failed: true });
  await sim.control.settle();
  const before = (await api.get(`/workflow/${fixed.body.workflow_id}/job`)).items ?? [];
  const again = await api.post(`/workflow/${fixed.body.workflow_id}/rerun`, {
    jobs: [before[1]?.id],
    enable_ssh: true,
  });
  await sim.control.settle();
  const after = (await api.get(`/workflow/${again.body.workflow_id}/job`)).items ?? [];
  expect(after.map((job, index) => job.id === before[index]?.id)).toEqual([true, false, false]);
});

it.each([
  ['from failed and jobs', { from_failed: true, jobs: ['3f0c9d7e-58a1-4c58-9d8e-5a4c1f7e2b10'] }],
  ['ssh without jobs', { enable_ssh: true }],
  ['a sparse tree without jobs', { sparse_tree: true, from_failed: true }],
  ['an unknown field', { is_from_failed: true }],
  ['a wrong type', { from_failed: 'yes' }],
  ['a job of another workflow', { jobs: ['3f0c9d7e-58a1-4c58-9d8e-5a4c1f7e2b10'] }],
])('refuses %s', async (_, body) => {
  const { api, pipeline, id } = await failedRun();
  expect(await api.post(`/workflow/${id}/rerun`, body)).toMatchObject({
    status: 400,
    body: { message: expect.any(String) },
  });
  expect((await api.get(`/pipeline/${pipeline}/workflow`)).items).toHaveLength(1);
});

it('refuses to rerun what still runs, and from failed what did not fail', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push('gh/acme/web-shop', { scenario: 'success' });
  await sim.control.step();
  const [workflow] = (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items ?? [];
  const rerun = (body: unknown) => api.post(`/workflow/${workflow?.id}/rerun`, body);
  expect(await rerun({})).toMatchObject({ status: 400 });
  await sim.control.settle();
  expect(await rerun({ from_failed: true })).toMatchObject({ status: 400 });
  expect(await rerun({})).toMatchObject({ status: 202 });
});

it('stops at a hundred reruns', async () => {
  const { api, id } = await failedRun();
  const statuses: number[] = [];
  for (let count = 0; count < 101; count += 1) {
    statuses.push((await api.post(`/workflow/${id}/rerun`, {})).status);
  }
  expect(statuses.filter((status) => status === 202)).toHaveLength(100);
  expect(statuses.at(-1)).toBe(400);
});
