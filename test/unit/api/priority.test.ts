import { describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { errorOf, ME, startClient } from './support/client.ts';
import { startServer, type TestServer } from './support/server.ts';

const background = { priority: 'background' } as const;

describe('while CircleCI asks for a pause', () => {
  async function paused(seconds: string) {
    const server = await startServer((_, __, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': seconds }, body: {} } : { body: ME },
    );
    const circleci = startClient(server.url);
    const first = await errorOf(circleci.users.me({}, { timeoutMs: 1_500 }));
    expect(first.code).toBe('rate_limited');
    return { circleci, server };
  }

  it('a background call that cannot wait is refused at once, without being sent', async () => {
    const { circleci, server } = await paused('60');
    const error = await errorOf(circleci.users.me({}, background));
    expect(error).toMatchObject({ code: 'rate_limited', status: null, outcomeUnknown: false });
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(server.seen).toHaveLength(1);
  });

  it('an interactive call goes at once', async () => {
    const { circleci, server } = await paused('60');
    expect((await circleci.users.me()).login).toBe('ada');
    expect(server.seen).toHaveLength(2);
  });

  it('an application sees until when, whichever API it was', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '86400' }, body: {} }));
    const told: Date[] = [];
    const circleci = startClient(server.url, { onPause: (until) => told.push(until) });
    expect(circleci.pausedUntil()).toBeNull();
    await errorOf(circleci.jobLogs.detailsV3({ path: { id: 'j-1' } }));
    expect(told).toEqual([circleci.pausedUntil()]);
    const left = (told[0]?.getTime() ?? 0) - Date.now();
    expect([left > 200_000, left <= 300_000]).toEqual([true, true]);
  });

  it('both wait out a pause that is nearly over, and then go', async () => {
    const { circleci, server } = await paused('2');
    const started = performance.now();
    await Promise.all([circleci.users.me(), circleci.users.me({}, background)]);
    expect(performance.now() - started).toBeGreaterThan(1_000);
    expect(server.seen).toHaveLength(3);
  });

  it('a caller that gives up while waiting is let go', async () => {
    const { circleci } = await paused('20');
    const controller = new AbortController();
    const call = circleci.users.me({}, { ...background, signal: controller.signal });
    call.catch(() => {});
    controller.abort(new Error('gave up'));
    await expect(call).rejects.toThrow('gave up');
  });
});

describe('while the budget is low', () => {
  it('background calls wait for the next window and interactive ones do not', async () => {
    const headers = { 'ratelimit-limit': '100', 'ratelimit-remaining': '5', 'ratelimit-reset': '60' };
    const server = await startServer(() => ({ headers, body: ME }));
    const circleci = startClient(server.url);
    await circleci.users.me();
    expect(circleci.budget.state()).toMatchObject({ limit: 100, remaining: 5 });
    expect((await errorOf(circleci.users.me({}, background))).code).toBe('rate_limited');
    expect((await circleci.users.me()).login).toBe('ada');
  });
});

it('a limit of API v3 or of the runner’s host holds back its own calls only', async () => {
  const server = await startServer(({ target }) =>
    target.startsWith('/api/v2') ? { body: ME } : { status: 429, headers: { 'retry-after': '60' }, body: {} },
  );
  const circleci = startClient(server.url);
  const details = { path: { id: 'j-1' } };
  await errorOf(circleci.jobLogs.detailsV3(details));
  expect((await errorOf(circleci.jobLogs.detailsV3(details, background))).status).toBeNull();
  const tasks = { query: { 'resource-class': 'acme/arm' } };
  expect((await errorOf(circleci.runner.tasks(tasks, background))).status).toBe(429);
  expect((await circleci.users.me({}, background)).login).toBe('ada');
});

it('those who wait for the next window leave their places to those who need not', async () => {
  const server = await startServer(({ target }) =>
    target.startsWith('/api/v2') ? { body: ME } : { status: 429, headers: { 'retry-after': '2' }, body: {} },
  );
  const circleci = startClient(server.url, { poolSize: 2 });
  const details = { path: { id: 'j-1' } };
  await errorOf(circleci.jobLogs.detailsV3(details, { timeoutMs: 100 }));
  const controller = new AbortController();
  const waiting = circleci.jobLogs.detailsV3(details, { ...background, signal: controller.signal });
  waiting.catch(() => {});
  expect((await circleci.users.me({}, { ...background, timeoutMs: 1_000 })).login).toBe('ada');
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

it('a pause that CircleCI asks for while a call waits for its place holds that call back too', async () => {
  const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '60' }, body: {} }));
  const circleci = startClient(server.url, { poolSize: 2 });
  const calls = [circleci.users.me({}, background), circleci.users.me({}, background)];
  const errors = await Promise.all(calls.map(errorOf));
  expect(errors.map(({ code, status }) => [code, status])).toEqual([
    ['rate_limited', 429],
    ['rate_limited', null],
  ]);
  expect(server.seen).toHaveLength(1);
});

describe('while every connection could be busy', () => {
  /** A server that answers nobody until told. */
  async function slow(): Promise<{ server: TestServer; answerAll: () => void }> {
    const waiting: (() => void)[] = [];
    const server = await startServer((_, response) => {
      waiting.push(() => response.setHeader('content-type', 'application/json').end(JSON.stringify(ME)));
      return null;
    });
    return { server, answerAll: () => waiting.splice(0).forEach((answer) => void answer()) };
  }

  it('background calls leave half of them to people', async () => {
    const { server, answerAll } = await slow();
    const circleci = startClient(server.url, { poolSize: 4 });
    const polls = Array.from({ length: 6 }, () => circleci.users.me({}, background));
    await waitFor(() => server.seen.length === 2);
    const click = circleci.users.me();
    await waitFor(() => server.seen.length === 3);
    let open = true;
    const all = Promise.all([...polls, click]).finally(() => {
      open = false;
    });
    await waitFor(() => {
      answerAll();
      return !open;
    });
    expect(await all).toHaveLength(7);
    expect(server.seen).toHaveLength(7);
  });

  it('a background call that finds no place in time says so', async () => {
    const { server } = await slow();
    const circleci = startClient(server.url, { poolSize: 2 });
    const first = circleci.users.me({}, background);
    first.catch(() => {});
    await waitFor(() => server.seen.length === 1);
    const error = await errorOf(circleci.users.me({}, { ...background, timeoutMs: 20 }));
    expect(error).toMatchObject({ code: 'unavailable', outcomeUnknown: false });
    expect(server.seen).toHaveLength(1);
  });

  it('the line for background calls is bounded', async () => {
    const { server } = await slow();
    const circleci = startClient(server.url, { poolSize: 2 });
    const calls = Array.from({ length: 1_002 }, () => circleci.users.me({}, background));
    const error = await errorOf(Promise.race(calls));
    expect(error.message).toContain('too many background calls');
    await circleci.close(0);
    const codes = (await Promise.allSettled(calls)).map((one) => one.status);
    expect(codes.every((status) => status === 'rejected')).toBe(true);
  });
});
