import { expect, it } from 'vitest';
import { type Api, type Json, startSimulator, startWithReceiver } from './support/setup.ts';

const SHOP = 'gh/acme/web-shop';

async function jobsOf(api: Api, workflowId: string): Promise<Json[]> {
  return (await api.get(`/workflow/${workflowId}/job`)).items ?? [];
}

async function firstWorkflow(api: Api, pipeline: { id: string } | null, name?: string): Promise<Json> {
  const { items = [] } = await api.get(`/pipeline/${pipeline?.id}/workflow`);
  const workflow = items.find((one) => name === undefined || one.name === name);
  if (workflow === undefined) throw new Error('no workflow');
  return workflow;
}

it('an approval names who approved, a little after it was accepted', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'hold-first' });
  await sim.control.settle();
  const { id } = await firstWorkflow(api, pipeline);
  const [hold] = await jobsOf(api, id ?? '');
  expect(hold).toMatchObject({ status: 'on_hold', approval_request_id: hold?.id });
  expect(hold?.approved_by).toBeUndefined();

  expect(await api.post(`/workflow/${id}/approve/${hold?.id}`)).toMatchObject({ status: 202 });
  expect((await jobsOf(api, id ?? ''))[0]).toMatchObject({ status: 'on_hold' });
  await sim.control.step();

  const me = await api.get('/me');
  expect((await jobsOf(api, id ?? ''))[0]).toMatchObject({ status: 'success', approved_by: me.id });
  expect(await api.get(`/user/${me.id}`)).toEqual(me);
});

it('of two people who approve at once the first is recorded, and the second was accepted too', async () => {
  const other = {
    id: '3f0c9d7e-58a1-4c58-9d8e-5a4c1f7e2b10',
    login: 'second',
    name: 'Second',
    token: 'token-of-second',
  };
  const { sim, api } = await startSimulator({ otherUsers: [other] });
  const pipeline = sim.control.push(SHOP, { scenario: 'hold-first' });
  await sim.control.settle();
  const { id } = await firstWorkflow(api, pipeline);
  const path = `/workflow/${id}/approve/${(await jobsOf(api, id ?? ''))[0]?.id}`;
  const second = await api.call('POST', path, { headers: { 'circle-token': other.token } });
  expect([second.status, (await api.post(path)).status]).toEqual([202, 202]);
  await sim.control.settle();
  expect((await jobsOf(api, id ?? ''))[0]?.approved_by).toBe(other.id);
});

it('only a job on hold can be approved, and only in its own workflow', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'two-holds' });
  await sim.control.settle();
  const release = await firstWorkflow(api, pipeline, 'release');
  const regions = await firstWorkflow(api, pipeline, 'regions');
  const [build, staging, , production] = await jobsOf(api, release.id ?? '');
  const approve = (workflow: Json, job: Json | undefined) =>
    api.post(`/workflow/${workflow.id}/approve/${job?.id}`);

  expect(await approve(release, build)).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  expect(await approve(release, production)).toMatchObject({ status: 400 });
  expect(await approve(regions, staging)).toMatchObject({ status: 404 });
  expect(await api.post(`/workflow/${build?.id}/approve/${staging?.id}`)).toMatchObject({ status: 404 });

  expect(await approve(release, staging)).toMatchObject({ status: 202 });
  await sim.control.settle();
  expect(await approve(release, staging)).toMatchObject({ status: 400 });
  const regionJobs = await jobsOf(api, regions.id ?? '');
  expect(regionJobs.filter(({ status }) => status === 'on_hold')).toHaveLength(2);
});

it('cancelling a workflow with three running jobs tells of it four times', async () => {
  const { sim, api, receiver } = await startWithReceiver();
  const pipeline = sim.control.push(SHOP, { scenario: 'cancel' });
  while ((await stillPreparing(api, pipeline)) && (await sim.control.step()));
  const workflow = await firstWorkflow(api, pipeline);
  expect(await api.post(`/workflow/${workflow.id}/cancel`)).toMatchObject({ status: 202 });
  await sim.control.settle();

  const me = await api.get('/me');
  expect(await api.get(`/workflow/${workflow.id}`)).toMatchObject({ status: 'canceled', canceled_by: me.id });
  expect((await jobsOf(api, workflow.id ?? '')).map(({ status }) => status)).toEqual([
    'success',
    'canceled',
    'canceled',
    'canceled',
    'canceled',
  ]);
  const ends = receiver.received
    .map(({ payload }) => payload)
    .filter(({ type }) => type === 'workflow-completed');
  expect(ends).toHaveLength(4);
  expect(new Set(ends.map(({ id }) => id)).size).toBe(4);
  expect(ends.every(({ workflow: one }) => one?.status === 'canceled')).toBe(true);
  expect(ends[0]?.workflow?.stopped_at).toBe(ends[0]?.workflow?.created_at);
  const stops = ends.map(({ workflow: one }) => String(one?.stopped_at));
  expect(stops).toEqual(stops.toSorted());
  // The job that had not begun is not told of.
  const canceled = receiver.received.filter(({ payload }) => payload.job?.status === 'canceled');
  expect(canceled).toHaveLength(3);
});

async function stillPreparing(api: Api, pipeline: { id: string } | null): Promise<boolean> {
  const { items = [] } = await api.get(`/pipeline/${pipeline?.id}/workflow`);
  const running = items[0] === undefined ? [] : await jobsOf(api, items[0].id ?? '');
  return running.filter(({ status }) => status === 'running').length < 3;
}

it('a finished workflow is not changed by a cancellation that is accepted', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'success' });
  await sim.control.settle();
  const before = await firstWorkflow(api, pipeline);
  expect(await api.post(`/workflow/${before.id}/cancel`)).toMatchObject({ status: 202 });
  await sim.control.settle();
  expect(await firstWorkflow(api, pipeline)).toEqual(before);
});

it('cancelling the approval job refuses the hold: the workflow ends canceled', async () => {
  const { sim, api, receiver } = await startWithReceiver();
  const pipeline = sim.control.push(SHOP, { scenario: 'hold' });
  await sim.control.settle();
  const workflow = await firstWorkflow(api, pipeline);
  const hold = (await jobsOf(api, workflow.id ?? '')).find(({ status }) => status === 'on_hold');
  expect(await api.post(`/jobs/${hold?.id}/cancel`)).toMatchObject({ status: 200 });
  await sim.control.settle();
  expect(await api.get(`/workflow/${workflow.id}`)).toMatchObject({ status: 'canceled' });
  expect(receiver.received.filter(({ payload }) => payload.job?.name === 'approve-deploy')).toEqual([]);
});

it('a job that had not begun is cancelled without a word', async () => {
  const { sim, api, receiver } = await startWithReceiver();
  const pipeline = sim.control.push(SHOP, { scenario: 'hold' });
  await sim.control.settle();
  const workflow = await firstWorkflow(api, pipeline);
  const deploy = (await jobsOf(api, workflow.id ?? '')).at(-1);
  expect(deploy).toMatchObject({ name: 'deploy', status: 'blocked' });
  const before = receiver.received.length;
  await api.post(`/jobs/${deploy?.id}/cancel`);
  await sim.control.settle();
  expect((await jobsOf(api, workflow.id ?? '')).at(-1)).toMatchObject({ status: 'canceled' });
  expect(receiver.received).toHaveLength(before);
});

it('a job is cancelled by its number', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'success' });
  await sim.control.step();
  const { id } = await firstWorkflow(api, pipeline);
  const [install] = await jobsOf(api, id ?? '');
  const canceled = await api.post(`/project/${SHOP}/job/${install?.job_number}/cancel`);
  expect(canceled).toMatchObject({ status: 200 });
  await sim.control.settle();
  expect(await api.get(`/workflow/${id}`)).toMatchObject({ status: 'canceled' });
});
