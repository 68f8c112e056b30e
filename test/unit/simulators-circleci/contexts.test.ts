import { expect, test } from 'vitest';
import { startSimulator } from './support/setup.ts';

const contexts = [
  { organization: 'gh/acme', name: 'open' },
  { organization: 'gh/acme', name: 'group', groups: [{ name: 'Deployers', logins: ['chatops-bot'] }] },
  { organization: 'gh/acme', name: 'project', projects: ['gh/acme/payments-api'] },
  { organization: 'bb/acme', name: 'other' },
];

test('contexts of an organization, and their restrictions', async () => {
  const { api } = await startSimulator({ contexts });
  const listed = await api.get('/context?owner-slug=gh/acme');
  expect(listed.items?.map(({ name }) => name)).toEqual(['open', 'group', 'project']);
  const [open, group, project] = listed.items ?? [];
  expect((await api.get(`/context/${open?.id}/restrictions`)).items).toEqual([]);
  expect((await api.get(`/context/${group?.id}/restrictions`)).items).toMatchObject([
    { restriction_type: 'group', name: 'Deployers' },
  ]);
  const shop = await api.get('/project/gh/acme/payments-api');
  expect((await api.get(`/context/${project?.id}/restrictions`)).items).toMatchObject([
    { restriction_type: 'project', restriction_value: shop.id },
  ]);
  expect((await api.call('GET', '/context')).status).toBe(400);
  expect((await api.call('GET', '/context?owner-slug=gh/nobody')).status).toBe(404);
});

test('a job that may not use its context goes unauthorized; who approved counts', async () => {
  const own = contexts.map((one) => (one.name === 'group' ? { ...one, name: 'prod-aws' } : one));
  for (const [logins, status] of [
    [['chatops-bot'], 'success'],
    [['somebody-else'], 'unauthorized'],
  ] as const) {
    const guarded = own.map((one) =>
      one.name === 'prod-aws' ? { ...one, groups: [{ name: 'Deployers', logins }] } : one,
    );
    const { sim, api } = await startSimulator({ contexts: guarded });
    const made = sim.control.push('gh/acme/web-shop', { scenario: 'hold' });
    await sim.control.settle();
    const { items } = await api.get(`/pipeline/${made?.id}/workflow`);
    const workflow = items?.[0]?.id ?? '';
    const jobs = await api.get(`/workflow/${workflow}/job`);
    const hold = jobs.items?.find(({ name }) => String(name) === 'approve-deploy');
    await api.post(`/workflow/${workflow}/approve/${hold?.id}`);
    await sim.control.settle();
    const after = await api.get(`/workflow/${workflow}/job`);
    expect(after.items?.find(({ name }) => String(name) === 'deploy')?.status).toBe(status);
  }
});
