import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardRequest } from '../../../src/slack/http-listener.ts';

const NOW = 1_800_000_000;
const server = createServer(
  guardRequest(
    (_request, response) => {
      response.end('reached');
    },
    () => NOW * 1000,
  ),
);
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const send = async (timestamp: string | null) => {
  const headers: Record<string, string> =
    timestamp === null ? {} : { 'x-slack-request-timestamp': timestamp };
  const response = await fetch(url, { method: 'POST', headers, body: 'x' });
  return { status: response.status, body: await response.text() };
};

describe('the time in Slack’s requests', () => {
  it.each([NOW, NOW - 300, NOW + 300])('lets %d through', async (timestamp) => {
    expect(await send(String(timestamp))).toEqual({ status: 200, body: 'reached' });
  });

  it.each([
    ['a second too old', String(NOW - 301)],
    ['a second too far in the future', String(NOW + 301)],
    ['a day in the future', String(NOW + 86_400)],
    ['missing', null],
    ['no number', 'yesterday'],
    ['negative', '-1'],
    ['in hexadecimal', '0x6B49D200'],
    ['not finite', 'Infinity'],
    ['empty', ''],
  ])('refuses one that is %s', async (_name, timestamp) => {
    expect(await send(timestamp)).toEqual({ status: 401, body: '' });
  });
});

describe('the size of Slack’s requests', () => {
  const post = (body: string | ReadableStream, extra: RequestInit = {}) =>
    fetch(url, { method: 'POST', headers: { 'x-slack-request-timestamp': String(NOW) }, body, ...extra });

  it('is bounded before anything is read, and the next request is answered', async () => {
    const refused = await post('x'.repeat(1024 * 1024 + 1)).catch(() => null);
    expect(refused?.status ?? 413).toBe(413);
    expect(await send(String(NOW))).toEqual({ status: 200, body: 'reached' });
  });

  it('must be told', async () => {
    const stream = new Blob(['x']).stream();
    const response = await post(stream, { duplex: 'half' } as RequestInit);
    expect(response.status).toBe(411);
  });
});
