import { expect, it } from 'vitest';
import { startSimulator } from './support/setup.ts';

const RUN = '/project/gh/acme/web-shop/pipeline/run';
const LIST = '/project/gh/acme/web-shop/pipeline';

it('answers a status of the test’s choice, as often as told, where it matches', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.next({
    match: { method: 'GET', path: /\/me$/ },
    times: 2,
    behaviour: {
      kind: 'status',
      status: 429,
      body: { message: 'slow down' },
      headers: { 'retry-after': '3' },
    },
  });
  expect((await api.call('GET', LIST)).status).toBe(200);
  const first = await api.call('GET', '/me');
  expect(first).toMatchObject({ status: 429, body: { message: 'slow down' } });
  expect(first.headers.get('retry-after')).toBe('3');
  expect((await api.call('GET', '/me')).status).toBe(429);
  expect((await api.call('GET', '/me')).status).toBe(200);
});

it('html is a proxy’s page', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.next({ behaviour: { kind: 'html' } });
  const answer = await api.call('GET', '/me');
  expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('<html>') });
  expect(answer.headers.get('content-type')).toContain('text/html');
});

it('a reset before leaves nothing behind, a reset after does', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.next({ match: { method: 'POST' }, behaviour: { kind: 'reset' } });
  expect((await api.call('GET', '/me')).status).toBe(200);
  await expect(api.post(RUN, {})).rejects.toThrow();
  expect((await api.get(LIST)).items).toEqual([]);
  sim.faults.next({ match: { method: 'POST' }, behaviour: { kind: 'resetAfter' } });
  await expect(api.post(RUN, {})).rejects.toThrow();
  expect((await api.get(LIST)).items).toHaveLength(1);
});

it('a truncated answer breaks off', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.next({ behaviour: { kind: 'truncate' } });
  await expect(api.call('GET', '/me')).rejects.toThrow();
});

it('a hanging request is not answered, and stop ends it', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.next({ behaviour: { kind: 'hang' } });
  const hanging = api.call('GET', '/me').catch((error: unknown) => error);
  await expect.poll(() => sim.log.length).toBe(1);
  expect((await api.call('GET', '/me')).status).toBe(200);
  expect(sim.log[0]?.status).toBeNull();
  await sim.stop();
  expect(await hanging).toBeInstanceOf(Error);
});

it('while down every connection breaks; cleared faults are gone', async () => {
  const { sim, api } = await startSimulator();
  sim.faults.down(true);
  await expect(api.call('GET', '/me')).rejects.toThrow();
  sim.faults.down(false);
  sim.faults.next({ times: Infinity, behaviour: { kind: 'status', status: 500 } });
  expect((await api.call('GET', '/me')).status).toBe(500);
  sim.faults.clear();
  expect((await api.call('GET', '/me')).status).toBe(200);
});

it('every answer says what is left of the rate limit, and past it there is 429 with Retry-After', async () => {
  const { sim, api } = await startSimulator({ rateLimit: { limit: 2, windowSeconds: 60 } });
  const answers = [
    await api.call('GET', '/me'),
    await api.call('GET', '/nothing'),
    await api.call('GET', '/me'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 429]);
  expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0']);
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  sim.control.setRateLimit({ limit: 100, windowSeconds: 60 });
  expect((await api.call('GET', '/me')).status).toBe(200);
});

it('logs requests without their tokens', async () => {
  const { sim, api } = await startSimulator();
  await api.call('GET', '/me?circle-token=hush');
  await api.call('GET', '/me');
  expect(sim.log).toMatchObject([
    { method: 'GET', path: '/api/v2/me', tokenPresent: true, status: 401 },
    { method: 'GET', path: '/api/v2/me', tokenPresent: true, status: 200 },
  ]);
  expect(JSON.stringify(sim.log)).not.toMatch(/hush|simulated-circleci-token/);
});
