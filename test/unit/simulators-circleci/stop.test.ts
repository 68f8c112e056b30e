import { expect, it } from 'vitest';
import { createCircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { startSimulator } from './support/setup.ts';

it('stops in the middle of everything: jobs, deliveries that hang, requests that hang', async () => {
  const { sim: slow } = await startSimulator();
  slow.faults.next({ times: Infinity, behaviour: { kind: 'hang' } });
  const sim = createCircleCiSimulator({ timeScale: 0.01, webhook: { url: `${slow.url}/hook` } });
  await sim.start();
  sim.control.push('gh/acme/web-shop', { scenario: 'cancel' });
  // More than there are connections for: some wait for one when the end comes.
  for (let count = 0; count < 70; count += 1) sim.control.ping();
  await expect.poll(() => slow.log.length).toBeGreaterThanOrEqual(64);
  sim.faults.next({ behaviour: { kind: 'hang' } });
  const hanging = fetch(`${sim.url}/api/v2/me`).catch((error: unknown) => error);
  await expect.poll(() => sim.log.length).toBe(1);

  await sim.stop();
  await sim.idle();

  expect(await hanging).toBeInstanceOf(Error);
  expect(sim.control.deliveries.length).toBeGreaterThanOrEqual(70);
  expect(sim.control.deliveries.every(({ status, attempt }) => status === null && attempt === 1)).toBe(true);
  await expect(fetch(sim.url)).rejects.toThrow();
});

it('says when its port is taken', async () => {
  const { sim } = await startSimulator();
  const second = createCircleCiSimulator({ port: Number(new URL(sim.url).port) });
  await expect(second.start()).rejects.toThrow(/EADDRINUSE/);
});

it('stopping twice, or before it started, does no harm', async () => {
  const sim = createCircleCiSimulator();
  await sim.stop();
  const { sim: started } = await startSimulator();
  await started.stop();
  await started.stop();
});
