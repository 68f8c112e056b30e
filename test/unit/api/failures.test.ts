import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { errorOf, ME, startClient, TOKEN } from './support/client.ts';
import { startServer } from './support/server.ts';

const approve = { path: { id: 'w-1', approval_request_id: 'a-1' } };

describe('an answer that is no success', () => {
  it.each([
    [400, 'invalid_request'],
    [401, 'unauthorized'],
    [403, 'not_found'],
    [404, 'not_found'],
    [409, 'conflict'],
    [410, 'not_found'],
    [422, 'invalid_request'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
  ])('of %i is the error %s with CircleCI’s words and the request id', async (status, code) => {
    const server = await startServer(() => ({
      status,
      headers: { 'x-request-id': 'r-77' },
      body: { message: 'Nothing to see.' },
    }));
    const error = await errorOf(startClient(server.url).workflows.approve(approve));
    expect(error).toMatchObject({
      code,
      status,
      endpoint: 'workflows.approve',
      circleciMessage: 'Nothing to see.',
      requestId: 'r-77',
      outcomeUnknown: status >= 500,
    });
    expect(error.message).toContain('Nothing to see.');
    expect(error.message).toContain('r-77');
  });

  it.each([
    ['{"message":"of v2"}', 'of v2'],
    ['{"error":"of v2 in places"}', 'of v2 in places'],
    ['{"error":{"title":"Of v3","detail":"and why"}}', 'Of v3: and why'],
    ['{"error":{}}', null],
    ['[]', null],
    ['{"message":', null],
    ['', null],
  ])('%s says %s', async (body, message) => {
    const server = await startServer(() => ({ status: 404, body }));
    expect((await errorOf(startClient(server.url).users.me())).circleciMessage).toBe(message);
  });

  it('keeps a long message short', async () => {
    const server = await startServer(() => ({ status: 400, body: { message: 'x'.repeat(50_000) } }));
    expect((await errorOf(startClient(server.url).users.me())).message.length).toBeLessThan(1_200);
  });

  it('says so when it is a page of a proxy', async () => {
    const body = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';
    const server = await startServer(() => ({ status: 403, headers: { 'content-type': 'text/html' }, body }));
    const error = await errorOf(startClient(server.url).users.me());
    expect(error.message).toContain('web page');
    expect(error.message).not.toContain('Sign in');
  });
});

describe('a success that is none', () => {
  it.each([
    ['a page of a proxy', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }, 'web page'],
    ['another content type', { headers: { 'content-type': 'text/csv' }, body: 'a,b' }, 'text/csv'],
    ['an empty body', { body: '' }, 'empty'],
    ['truncated JSON', { body: '{"id":"5034' }, 'not valid JSON'],
    ['another shape', { body: { id: 7, login: 'ada' } }, 'at id'],
  ])('because it is %s is unexpected_response, and not tried again', async (_, answer, said) => {
    const server = await startServer(() => answer);
    const error = await errorOf(startClient(server.url).users.me());
    expect(error).toMatchObject({ code: 'unexpected_response', status: 200 });
    expect(error.message).toContain(said);
    expect(server.seen).toHaveLength(1);
  });

  it('leaves open what came of a POST', async () => {
    const server = await startServer(() => ({ status: 202, body: '{"message":' }));
    const error = await errorOf(startClient(server.url).workflows.approve(approve));
    expect(error).toMatchObject({ code: 'unexpected_response', outcomeUnknown: true });
  });

  it.each([
    ['declared', { 'content-length': '3000' }],
    ['not declared', {}],
  ])('is not read when it is too long, its length %s', async (_, headers) => {
    const server = await startServer((__, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.write('"'.padEnd(2_000, 'x'));
      response.end('x'.repeat(999).concat('"'));
      return null;
    });
    const circleci = startClient(server.url, { maxBodyBytes: 1_000 });
    const error = await errorOf(circleci.users.me());
    expect(error.code).toBe('unexpected_response');
    expect(error.message).toContain('longer than 1000 bytes');
    expect(server.seen).toHaveLength(1);
  });

  it('is not even waited for when its declared length is too long', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '3000' });
      response.flushHeaders();
      return null;
    });
    const error = await errorOf(startClient(server.url, { maxBodyBytes: 1_000 }).users.me());
    expect(error.message).toContain('longer than 1000 bytes');
  });

  it('a redirect is not followed: the token stays with the configured host', async () => {
    const other = await startServer(() => ({ body: ME }));
    const server = await startServer(() => ({
      status: 302,
      headers: { location: `${other.url}/api/v2/me?token=1` },
      body: '',
    }));
    const error = await errorOf(startClient(server.url).users.me());
    expect(error).toMatchObject({ code: 'unexpected_response', status: 302 });
    expect(error.message).toContain(new URL(other.url).host);
    expect(other.seen).toEqual([]);
  });
});

describe('no answer', () => {
  it('in time is a timeout that leaves open what came of a POST', async () => {
    const server = await startServer(() => null);
    const circleci = startClient(server.url, { timeouts: { tryMs: 300 } });
    const error = await errorOf(circleci.workflows.approve(approve));
    expect(error).toMatchObject({ code: 'timeout', status: null, outcomeUnknown: true });
    expect(server.seen).toHaveLength(1);
  });

  it('within the whole call’s time ends the call, however many tries are left', async () => {
    const server = await startServer(() => null);
    const circleci = startClient(server.url, { timeouts: { tryMs: 40 } });
    const started = performance.now();
    const error = await errorOf(circleci.users.me({}, { timeoutMs: 60 }));
    expect(error).toMatchObject({ code: 'timeout', outcomeUnknown: false });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(server.seen.length).toBeLessThan(4);
  });

  it('because nobody listens is unavailable, and nothing can have happened', async () => {
    const circleci = startClient(`http://127.0.0.1:${await unusedPort()}`);
    const error = await errorOf(circleci.workflows.approve(approve));
    expect(error).toMatchObject({ code: 'unavailable', status: null, outcomeUnknown: false });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('because the connection broke leaves open what came of a POST', async () => {
    const server = await startServer((_, response) => {
      response.destroy();
      return null;
    });
    const error = await errorOf(startClient(server.url).workflows.approve(approve));
    expect(error).toMatchObject({ code: 'unavailable', status: null, outcomeUnknown: true });
    expect(server.seen).toHaveLength(1);
  });

  it('because the body was cut off is tried again for a GET', async () => {
    const server = await startServer((_, response, count) => {
      if (count > 1) return { body: ME };
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"id":', () => response.destroy());
      return null;
    });
    expect((await startClient(server.url).users.me()).login).toBe('ada');
    expect(server.seen).toHaveLength(2);
  });

  it('ends with the caller’s own reason when the caller gives up', async () => {
    const server = await startServer(() => null);
    const controller = new AbortController();
    const call = startClient(server.url).users.me({}, { signal: controller.signal });
    call.catch(() => {});
    await waitFor(() => server.seen.length === 1);
    const reason = new Error('the person left');
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });
});

describe('closing', () => {
  it('lets what is under way finish and refuses what comes after', async () => {
    let answer = () => {};
    const server = await startServer((_, response) => {
      answer = () => response.setHeader('content-type', 'application/json').end(JSON.stringify(ME));
      return null;
    });
    const circleci = startClient(server.url);
    const call = circleci.users.me();
    await waitFor(() => server.seen.length === 1);
    const closed = circleci.close();
    expect(await errorOf(circleci.users.me())).toMatchObject({ code: 'unavailable', outcomeUnknown: false });
    answer();
    expect((await call).login).toBe('ada');
    await closed;
  });

  it('cuts what does not finish in time', async () => {
    const server = await startServer(() => null);
    const circleci = startClient(server.url);
    const call = errorOf(circleci.workflows.approve(approve));
    await waitFor(() => server.seen.length === 1);
    await circleci.close(10);
    expect(await call).toMatchObject({ code: 'unavailable', outcomeUnknown: true });
  });

  it('ends the pause before another try', async () => {
    const server = await startServer(() => ({ status: 503, headers: { 'retry-after': '20' }, body: {} }));
    const circleci = startClient(server.url);
    const call = errorOf(circleci.users.me());
    await waitFor(() => circleci.budget.state().pausedUntil !== null);
    await circleci.close();
    expect((await call).code).toBe('unavailable');
  });
});

describe('the token', () => {
  it('is in no error, whatever CircleCI or the network says', async () => {
    const echo = [TOKEN, encodeURIComponent(TOKEN), Buffer.from(`${TOKEN}:`).toString('base64')].join(' ');
    const server = await startServer((_, response, count) => {
      const headers = { 'x-request-id': `id ${echo}`, location: `http://x.test/${TOKEN}` };
      if (count === 1) return { status: 400, headers, body: { message: `bad ${echo} CCIPAT_abc_0123` } };
      if (count === 2) return { status: 302, headers, body: '' };
      if (count === 3) return { headers: { 'content-type': `text/${TOKEN}` }, body: 'x' };
      if (count === 4) return { body: `{"${TOKEN}":` };
      response.destroy();
      return null;
    });
    const circleci = startClient(server.url);
    for (let count = 1; count <= 5; count += 1) {
      const error = await errorOf(circleci.workflows.approve(approve));
      const said = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + error.stack;
      for (const form of echo.split(' ')) expect(said).not.toContain(form);
      expect(said).not.toContain('CCIPAT_abc');
    }
    expect(server.seen).toHaveLength(5);
  });

  it('nor is a secret of the body that CircleCI repeats', async () => {
    const server = await startServer(({ body }) => ({ status: 400, body: { message: `bad: ${body}` } }));
    const call = startClient(server.url).envVars.create({
      path: { 'project-slug': 'gh/acme/web' },
      body: { name: 'KEY', value: 'hunter-two' },
    });
    expect(inspect(await errorOf(call))).not.toContain('hunter-two');
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 1;
}
