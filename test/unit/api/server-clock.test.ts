import { expect, it } from 'vitest';
import { ServerClock } from '../../../src/api/server-clock.ts';
import { startClient } from './support/client.ts';
import { startServer } from './support/server.ts';

it('goes on from what CircleCI last said, whatever becomes of the clock here', () => {
  let elapsed = 5_000;
  const clock = new ServerClock(() => elapsed);
  expect(clock.now()).toBeNull();
  clock.observe({ date: 'Sat, 21 Nov 2026 12:00:00 GMT' });
  elapsed += 90_000;
  expect(clock.now()?.toISOString()).toBe('2026-11-21T12:01:30.000Z');
  clock.observe({ date: 'yesterday' });
  clock.observe({});
  expect(clock.now()?.toISOString()).toBe('2026-11-21T12:01:30.000Z');
});

it('is read from the answers', async () => {
  const headers = { date: 'Sat, 21 Nov 2026 12:00:00 GMT' };
  const server = await startServer(() => ({ headers, status: 404, body: {} }));
  const circleci = startClient(server.url);
  await circleci.users.me().catch(() => {});
  expect(circleci.clock()?.toISOString()).toMatch(/^2026-11-21T12:00:0/);
});
