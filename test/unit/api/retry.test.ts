import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FailedTry, retryDelay } from '../../../src/api/retry.ts';
import { errorOf, ME, startClient } from './support/client.ts';
import { startServer } from './support/server.ts';

const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
const failed: fc.Arbitrary<FailedTry> = fc.record({
  method,
  attempt: fc.integer({ min: 1, max: 10 }),
  status: fc.option(fc.constantFrom(400, 401, 404, 409, 429, 500, 501, 502, 503, 504)),
  retryAfterMs: fc.option(fc.nat(100_000)),
  remainingMs: fc.integer({ min: -1_000, max: 60_000 }),
});
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('retryDelay', () => {
  it('repeats what is not idempotent only after a 429, which says that nothing was done', () => {
    fc.assert(
      fc.property(failed, random, (one, r) => {
        const isIdempotent = one.method !== 'POST' && one.method !== 'PATCH';
        if (!isIdempotent && one.status !== 429) expect(retryDelay(one, () => r)).toBeNull();
      }),
    );
  });

  it('waits neither past the end of the call nor less than CircleCI asks for', () => {
    fc.assert(
      fc.property(failed, random, (one, r) => {
        const delay = retryDelay(one, () => r);
        if (delay === null) return;
        expect(delay).toBeLessThan(one.remainingMs);
        expect(delay).toBeGreaterThanOrEqual(one.retryAfterMs ?? 0);
        expect(one.attempt).toBeLessThan(4);
        expect([null, 429, 502, 503, 504]).toContain(one.status);
      }),
    );
  });

  it('spreads over the whole of a growing interval', () => {
    const at = (attempt: number, r: number) =>
      retryDelay({ method: 'GET', attempt, status: null, retryAfterMs: null, remainingMs: 60_000 }, () => r);
    expect([at(1, 0), at(2, 0), at(3, 0), at(4, 0)]).toEqual([0, 0, 0, null]);
    expect([at(1, 0.5), at(2, 0.5), at(3, 0.5)]).toEqual([100, 200, 400]);
  });
});

describe('over HTTP', () => {
  it.each([429, 502, 503, 504])('a GET is tried again after %i', async (status) => {
    const server = await startServer((_, __, count) =>
      count < 3 ? { status, headers: { 'retry-after': '0' }, body: {} } : { body: ME },
    );
    expect((await startClient(server.url).users.me()).login).toBe('ada');
    expect(server.seen).toHaveLength(3);
  });

  it('a GET is tried four times and no more', async () => {
    const server = await startServer(() => ({ status: 502, body: {} }));
    expect((await errorOf(startClient(server.url).users.me())).status).toBe(502);
    expect(server.seen).toHaveLength(4);
  });

  it.each([400, 401, 404, 409, 500])('a GET is not tried again after %i', async (status) => {
    const server = await startServer(() => ({ status, body: {} }));
    await errorOf(startClient(server.url).users.me());
    expect(server.seen).toHaveLength(1);
  });

  it('a DELETE is tried again', async () => {
    const server = await startServer((_, __, count) =>
      count === 1 ? { status: 503, body: {} } : { body: { message: 'Deleted.' } },
    );
    await startClient(server.url).webhooks.delete({ path: { 'webhook-id': 'h-1' } });
    expect(server.seen).toHaveLength(2);
  });

  it.each([500, 502, 503, 504])('no POST is sent a second time after %i', async (status) => {
    const server = await startServer(() => ({ status, headers: { 'retry-after': '0' }, body: {} }));
    const circleci = startClient(server.url);
    await errorOf(circleci.workflows.approve({ path: { id: 'w', approval_request_id: 'a' } }));
    await errorOf(circleci.workflows.cancel({ path: { id: 'w' } }));
    await errorOf(circleci.workflows.rerun({ path: { id: 'w' } }));
    await errorOf(circleci.pipelines.run({ path: { provider: 'gh', organization: 'a', project: 'b' } }));
    expect(server.seen).toHaveLength(4);
  });

  it.each(['interactive', 'background'] as const)(
    'a POST waits out a short 429 and is sent again: %s',
    async (priority) => {
      const server = await startServer((_, __, count) =>
        count === 1
          ? { status: 429, headers: { 'retry-after': '0.2' }, body: {} }
          : { body: { message: 'Accepted.' } },
      );
      const circleci = startClient(server.url);
      const started = performance.now();
      await circleci.workflows.approve({ path: { id: 'w', approval_request_id: 'a' } }, { priority });
      expect(performance.now() - started).toBeGreaterThan(190);
      expect(server.seen).toHaveLength(2);
    },
  );

  it('a person does not wait longer than ten seconds for a rate limit, but is told', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '12' }, body: {} }));
    const error = await errorOf(startClient(server.url).workflows.cancel({ path: { id: 'w' } }));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 12_000, outcomeUnknown: false });
    expect(server.seen).toHaveLength(1);
  });

  it('a POST that is refused again and again is sent four times and no more', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '0' }, body: {} }));
    await errorOf(startClient(server.url).workflows.cancel({ path: { id: 'w' } }));
    expect(server.seen).toHaveLength(4);
  });

  it('what CircleCI asks to wait for is not waited for past the end of the call, but told', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '120' }, body: {} }));
    const error = await errorOf(startClient(server.url).users.me());
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 120_000 });
    expect(server.seen).toHaveLength(1);
  });
});
