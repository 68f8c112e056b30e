import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { healthRoute, readinessRoute } from '../../../src/http/health.ts';
import { metricsRoute } from '../../../src/http/metrics.ts';
import { createHttpServer, type HttpServer, type Route } from '../../../src/http/server.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';
import { waitFor } from '../../support/wait-for.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close(0);
});

async function serve(routes: readonly Route[], log = createLogger('silent')) {
  const server = createHttpServer({ routes, log });
  open.push(server);
  const { port } = await server.listen(0, '127.0.0.1');
  return { server, port, url: (path: string) => `http://127.0.0.1:${port}${path}` };
}

const hello: Route = { path: '/hello', methods: ['GET'], handle: (_req, res) => res.end('hello') };

it('finds routes by their exact path, without the query and a slash at the end', async () => {
  const { url } = await serve([hello]);
  expect(await (await fetch(url('/hello?x=1'))).text()).toBe('hello');
  expect((await fetch(url('/hello/'))).status).toBe(200);
  expect((await fetch(url('/hello'), { method: 'HEAD' })).status).toBe(200);
  for (const path of ['/', '/hello//', '/hello/more', '/HELLO', '//hello']) {
    expect((await fetch(url(path))).status).toBe(404);
  }
});

it('says which method to use', async () => {
  const { url } = await serve([hello]);
  const response = await fetch(url('/hello'), { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
});

it('answers 500 with a reference when a handler fails, and logs the error under it', async () => {
  const lines: string[] = [];
  const log = createLogger('error', { write: (line) => lines.push(line) });
  const fails = (path: string, handle: Route['handle']): Route => ({ path, handle });
  const { url } = await serve(
    [
      fails('/sync', () => {
        throw new Error('hush-hush');
      }),
      fails('/async', async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('hush-hush');
      }),
    ],
    log,
  );
  for (const path of ['/sync', '/async']) {
    const response = await fetch(url(path));
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(body).not.toContain('hush');
    expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ reference: JSON.parse(body).reference, path });
  }
});

it('cuts the connection when a handler fails in the middle of its answer', async () => {
  const { url } = await serve([
    {
      path: '/half',
      handle: async (_req, res) => {
        res.writeHead(200, { 'content-length': 100 });
        res.write('half');
        throw new Error('no more');
      },
    },
  ]);
  await expect(fetch(url('/half')).then((response) => response.text())).rejects.toThrow();
});

it('lets a running request finish, then closes its connection and takes no new ones', async () => {
  const gate = Promise.withResolvers<void>();
  let running = false;
  const slow: Route = {
    path: '/slow',
    handle: async (_req, res) => {
      running = true;
      await gate.promise;
      res.end('done');
    },
  };
  const { server, url } = await serve([slow, hello]);
  await (await fetch(url('/hello'))).text();
  const answer = fetch(url('/slow'));
  await waitFor(() => running);
  const closed = server.close(5_000);
  await expect(fetch(url('/hello'))).rejects.toThrow();
  gate.resolve();
  expect(await (await answer).text()).toBe('done');
  const began = performance.now();
  await closed;
  expect(performance.now() - began).toBeLessThan(4_000);
});

it('cuts what is not done by the deadline', async () => {
  let running = false;
  const stuck: Route = {
    path: '/stuck',
    handle: () => {
      running = true;
      return new Promise(() => {});
    },
  };
  const { server, url } = await serve([stuck]);
  const answer = fetch(url('/stuck')).catch(() => 'cut');
  await waitFor(() => running);
  const began = performance.now();
  await server.close(100);
  expect(performance.now() - began).toBeLessThan(4_000);
  expect(await answer).toBe('cut');
});

it('survives what is not HTTP', async () => {
  const { port, url } = await serve([hello]);
  const socket = connect(port, '127.0.0.1', () => socket.write('\x16\x03\x01 what\r\n\r\n'));
  socket.resume();
  await new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
  expect((await fetch(url('/hello'))).status).toBe(200);
});

it('tells whoever asks for a port in use', async () => {
  const { port } = await serve([hello]);
  const second = createHttpServer({ routes: [], log: createLogger('silent') });
  await expect(second.listen(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
});

it('is healthy as long as it answers, and ready only when every check passes', async () => {
  let slackIsUp = false;
  let asked = 0;
  let now = 0;
  const checks = {
    database: async () => {},
    slack: async () => {
      asked++;
      if (!slackIsUp) throw new Error('xoxb-hush');
    },
  };
  const { url } = await serve([healthRoute(), readinessRoute({ checks, now: () => now })]);
  const ready = async () => {
    const response = await fetch(url('/readyz'));
    return { status: response.status, body: await response.json() };
  };
  expect((await fetch(url('/healthz'))).status).toBe(200);
  expect(await ready()).toMatchObject({
    status: 503,
    body: { status: 'not ready', checks: { database: { ok: true }, slack: { ok: false } } },
  });
  slackIsUp = true;
  // Kept for some seconds, so that nobody can hammer Slack through this.
  expect((await ready()).status).toBe(503);
  expect(asked).toBe(1);
  now = 6_000;
  expect((await ready()).status).toBe(200);
  expect(JSON.stringify(await ready())).not.toContain('hush');
});

it('asks once when many ask at the same time', async () => {
  let asked = 0;
  const checks = {
    database: async () => {
      asked++;
    },
  };
  const { url } = await serve([readinessRoute({ checks })]);
  await Promise.all(Array.from({ length: 10 }, () => fetch(url('/readyz'))));
  expect(asked).toBe(1);
});

it('serves metrics, also when bringing them up to date fails', async () => {
  const metrics = createMetrics();
  metrics.delivery('ping', 0.001);
  const refresh = async () => {
    throw new Error('the database is away');
  };
  const { url } = await serve([metricsRoute({ metrics, log: createLogger('silent'), refresh })]);
  const response = await fetch(url('/metrics'));
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toContain('chatops_webhook_deliveries_total{outcome="ping"} 1');
});
