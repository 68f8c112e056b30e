import { expect, it } from 'vitest';
import type { CircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { type Api, type Json, startSimulator } from './support/setup.ts';

const SHOP = 'gh/acme/web-shop';
const ESC = String.fromCharCode(27);

async function ranWith(
  scenario: 'failure' | 'hold',
  job: string,
): Promise<{ sim: CircleCiSimulator; api: Api; job: Json }> {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario });
  await sim.control.settle();
  const [workflow] = (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items ?? [];
  const found = (await api.get(`/workflow/${workflow?.id}/job`)).items?.find(({ name }) => name === job);
  if (found === undefined) throw new Error(`no job ${job}`);
  return { sim, api, job: found };
}

it('v1.1: a failed step with a link to its output that needs no token', async () => {
  const { api, job } = await ranWith('failure', 'test');
  const details = await api.get(`/api/v1.1/project/github/acme/web-shop/${job.job_number}`);
  const actions = (details.steps ?? []).flatMap(({ actions: list }: Json) => list ?? []);
  const failed = actions.filter((action) => action.status === 'failed');
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ failed: true, exit_code: 1, has_output: true, step: 102, index: 0 });
  const url = String(failed[0]?.output_url);
  const output = await api.call('GET', url, { headers: { 'circle-token': '' } });
  expect(output.status).toBe(200);
  expect(output.body[0]).toMatchObject({
    type: 'out',
    message: expect.stringContaining('applies a voucher once'),
  });
  expect(String(output.body[0]?.message)).toContain(`${ESC}[31m`);
  expect((await api.call('GET', url.replace(/Signature=.{4}/, 'Signature=0000'))).status).toBe(403);
});

it('v3: steps, output, what is left of it, and the mark of its end', async () => {
  const { api, job } = await ranWith('failure', 'test');
  const { data } = await api.get(`/api/v3/jobs/${job.id}`);
  expect(data?.attributes).toMatchObject({ name: 'test', phase: 'ended', outcome: 'failed', type: 'build' });
  const step = data?.attributes?.parallel_executions?.[0]?.steps?.at(-1);
  expect(step).toMatchObject({ num: 102, exit_code: 1, outcome: 'failed' });

  const path = `/api/v3/jobs/${job.id}/stdout?filter[execution]=0&filter[step_num]=102`;
  const all = await api.call('GET', path);
  expect(all.headers.get('x-terminal')).toBe('true');
  expect(all.body).toContain(`${ESC}[31m FAIL`);
  const rest = await api.call('GET', path, { headers: { range: 'bytes=10-' } });
  expect(rest).toMatchObject({ status: 206, body: all.body.slice(10) });
  const condensed = await api.call('GET', path.replace('stdout', 'stdout/condensed'));
  expect(condensed.body).toMatch(new RegExp(`^${ESC}\\[31m FAIL`));
  expect(await api.call('GET', path.replace('stdout', 'stderr'))).toMatchObject({ status: 200, body: '' });
  expect((await api.call('GET', path.replace('102', '7'))).status).toBe(404);
  expect((await api.call('GET', path, { headers: { range: 'bytes=99999-' } })).status).toBe(416);
});

it('v3: a running job’s output is not at its end, and a hold counts as started', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'two-holds' });
  for (let count = 0; count < 3; count += 1) await sim.control.step();
  const workflows = (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items ?? [];
  const jobs = await Promise.all(
    workflows.map(async ({ id }) => (await api.get(`/workflow/${id}/job`)).items ?? []),
  );
  const running = jobs.flat().find(({ status }) => status === 'running');
  const output = await api.call('GET', `/api/v3/jobs/${running?.id}/stdout?filter[step_num]=102`);
  expect(output.status).toBe(200);
  expect(output.headers.get('x-terminal')).toBeNull();
  await sim.control.settle();
  const held = jobs.flat().find(({ name }) => name === 'approve-eu');
  const { data } = await api.get(`/api/v3/jobs/${held?.id}`);
  expect(data?.attributes).toMatchObject({ type: 'approval', phase: 'started', outcome: null });
});

it('v2: no tests while the job runs', async () => {
  const { sim, api } = await startSimulator();
  const pipeline = sim.control.push(SHOP, { scenario: 'failure' });
  let running: Json | undefined;
  while (running === undefined && (await sim.control.step())) {
    const [workflow] = (await api.get(`/pipeline/${pipeline?.id}/workflow`)).items ?? [];
    const jobs = (await api.get(`/workflow/${workflow?.id}/job`)).items ?? [];
    running = jobs.find(({ name, status }) => name === 'test' && status === 'running');
  }
  expect((await api.get(`/project/${SHOP}/${running?.job_number}/tests`)).items).toEqual([]);
});

it('v2: tests with messages, artifacts that can be fetched, and 404 for an approval job', async () => {
  const { api, job } = await ranWith('failure', 'test');
  const tests = (await api.get(`/project/${SHOP}/${job.job_number}/tests`)).items ?? [];
  expect(tests.filter(({ result }) => result === 'failure').map(({ message }) => message)).toEqual([
    expect.stringContaining('expected 1800'),
    expect.stringContaining('timed out'),
  ]);
  const artifacts = (await api.get(`/project/${SHOP}/${job.job_number}/artifacts`)).items ?? [];
  expect(artifacts.map(({ path }) => path)).toEqual(['test-results/junit.xml', 'screenshots/checkout.png']);
  expect((await api.call('GET', String(artifacts[0]?.url))).status).toBe(200);

  const held = await ranWith('hold', 'approve-deploy');
  expect(held.job).toMatchObject({ status: 'on_hold', job_number: expect.any(Number) });
  for (const path of [`/project/${SHOP}/job`, `/api/v1.1/project/${SHOP}`]) {
    expect((await held.api.call('GET', `${path}/${held.job.job_number}`)).status).toBe(404);
  }
});
