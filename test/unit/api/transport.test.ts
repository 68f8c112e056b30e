import { expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { errorOf, ME, startClient } from './support/client.ts';
import { startServer } from './support/server.ts';

const approve = { path: { id: 'w-1', approval_request_id: 'a-1' } };

/** One connection, and a first call on it that is answered when told. */
async function busy() {
  let answer = () => {};
  const server = await startServer((_, response, count) => {
    if (count > 1) return { status: 202, body: { message: 'Accepted.' } };
    answer = () => response.setHeader('content-type', 'application/json').end(JSON.stringify(ME));
    return null;
  });
  const circleci = startClient(server.url, { poolSize: 1 });
  const first = circleci.users.me();
  await waitFor(() => server.seen.length === 1);
  return { server, circleci, first, answer: () => answer() };
}

it('what timed out before it had a connection was never sent, is known not to have happened, and stays unsent', async () => {
  const { server, circleci, first, answer } = await busy();
  const error = await errorOf(circleci.workflows.approve(approve, { timeoutMs: 20 }));
  expect(error).toMatchObject({ code: 'timeout', outcomeUnknown: false });
  answer();
  await first;
  await circleci.users.collaborations().catch(() => {});
  expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

it('so is what its caller gave up', async () => {
  const { server, circleci, first, answer } = await busy();
  const controller = new AbortController();
  const call = circleci.workflows.approve(approve, { signal: controller.signal });
  call.catch(() => {});
  controller.abort(new Error('gave up'));
  await expect(call).rejects.toThrow('gave up');
  answer();
  await first;
  await circleci.users.collaborations().catch(() => {});
  expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

it('a caller that had given up before sends nothing', async () => {
  const server = await startServer(() => ({ body: ME }));
  const signal = AbortSignal.abort(new Error('gave up'));
  await expect(startClient(server.url).users.me({}, { signal })).rejects.toThrow('gave up');
  expect(server.seen).toEqual([]);
});

it('leaves no listener on a signal that outlives the call', async () => {
  const server = await startServer(() => ({ body: ME }));
  const circleci = startClient(server.url);
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners -= 1;
    removeEventListener.apply(signal, args);
  };
  await circleci.users.me({}, { signal });
  expect(listeners).toBe(0);
});

it('reads an answer that comes in pieces, cut inside a character', async () => {
  const bytes = Buffer.from(JSON.stringify({ ...ME, name: 'Ада 愛' }));
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const [first, ...rest] = [...bytes].map((byte) => Buffer.from([byte]));
    const next = () => {
      const chunk = rest.shift();
      if (chunk === undefined) response.end();
      else response.write(chunk, () => setImmediate(next));
    };
    response.write(first, next);
    return null;
  });
  expect((await startClient(server.url).users.me()).name).toBe('Ада 愛');
});

it('uses its connections again', async () => {
  const ports = new Set<number | undefined>();
  const server = await startServer((_, response) => {
    ports.add(response.socket?.remotePort);
    return { body: ME };
  });
  const circleci = startClient(server.url);
  for (let count = 0; count < 20; count += 1) await circleci.users.me();
  // One is given back a moment after its answer was read, so the second call may open another.
  expect(ports.size).toBeLessThanOrEqual(2);
});
