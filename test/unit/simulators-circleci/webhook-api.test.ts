import { expect, it } from 'vitest';
import { startSimulator, startWithReceiver } from './support/setup.ts';

function setting(url: string, projectId: string | undefined) {
  return {
    name: 'chatops',
    events: ['workflow-completed'],
    url,
    'verify-tls': true,
    'signing-secret': 'receiver-secret',
    scope: { id: projectId, type: 'project' },
  };
}

it('a webhook can be made, read, changed and deleted, and its secret is never shown', async () => {
  const { sim, api } = await startSimulator();
  const scope = sim.projects[0]?.id;
  const made = await api.post('/webhook', setting('https://bot.example.com/hook', scope));
  expect(made).toMatchObject({
    status: 201,
    body: { 'signing-secret': '****', scope: { id: scope, type: 'project' } },
  });
  const path = `/webhook/${made.body.id}`;
  expect(await api.get(path)).toEqual(made.body);
  expect((await api.get(`/webhook?scope-id=${scope}&scope-type=project`)).items).toEqual([made.body]);
  const changed = await api.call('PUT', path, { body: { name: 'renamed', 'signing-secret': '' } });
  expect(changed.body).toMatchObject({
    name: 'renamed',
    'signing-secret': '',
    url: 'https://bot.example.com/hook',
  });
  expect((await api.call('DELETE', path)).status).toBe(200);
  expect((await api.call('GET', path)).status).toBe(404);
});

it('delivers the events it was made for, signed with its secret', async () => {
  const { sim, api, receiver } = await startWithReceiver();
  sim.control.setWebhook(undefined);
  await api.post('/webhook', setting(receiver.url, sim.projects[0]?.id));
  sim.control.push('gh/acme/web-shop', { scenario: 'success' });
  sim.control.push('gh/acme/payments-api', { scenario: 'success' });
  await sim.control.settle();
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]).toMatchObject({
    signatureIsRight: true,
    payload: { type: 'workflow-completed' },
  });
});

it('refuses a sixth webhook, plain http, a missing field, an unknown event and another scope', async () => {
  const { sim, api } = await startSimulator();
  const good = setting('https://bot.example.com/hook', sim.projects[0]?.id);
  const { 'signing-secret': _, ...withoutSecret } = good;
  const bad = [
    { ...good, url: 'http://bot.example.com/hook' },
    { ...good, events: ['workflow-started'] },
    { ...good, signing_secret: 'snake' },
    { ...good, scope: { id: good.scope.id, type: 'organization' } },
    withoutSecret,
  ];
  for (const body of bad) expect((await api.post('/webhook', body)).status).toBe(400);
  for (let count = 0; count < 5; count += 1) expect((await api.post('/webhook', good)).status).toBe(201);
  expect((await api.post('/webhook', good)).status).toBe(400);
  expect((await api.call('GET', `/webhook?scope-id=${good.scope.id}&scope-type=organization`)).status).toBe(
    400,
  );
});
