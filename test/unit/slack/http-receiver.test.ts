import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpReceiver } from '../../../src/slack/http-receiver.ts';
import { createLogger } from '../../../src/telemetry/log.ts';

const NOW = 1_800_000_000;
const SECRET = 'a-signing-secret';
const FORM = 'application/x-www-form-urlencoded';
const COMMAND = new URLSearchParams({
  command: '/circleci',
  text: 'help',
  team_id: 'T1',
  user_id: 'U1',
  channel_id: 'C1',
  trigger_id: '1.2',
  response_url: 'https://hooks.slack.com/commands/1',
}).toString();

const { receiver, listener } = createHttpReceiver({
  signingSecret: SECRET,
  log: createLogger('silent'),
  rateLimited: () => {},
  now: () => NOW * 1000,
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-none', teamId: 'T1', botUserId: 'U0' }),
});
app.command('/circleci', ({ ack }) => ack('reached'));
app.options({ action_id: 'broken' }, async () => {
  throw new Error('broken');
});
app.error(async (error) => Promise.reject(error));
const server = createServer((request, response) => void listener(request, response));
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
});
afterAll(() => server.close());

const sign = (body: string | Uint8Array, at: number | string = NOW) =>
  `v0=${createHmac('sha256', SECRET).update(`v0:${at}:`).update(body).digest('hex')}`;
const send = async (
  body: string | Uint8Array,
  {
    at = String(NOW),
    type = FORM,
    extra = {},
  }: { at?: string | null; type?: string; extra?: RequestInit } = {},
) => {
  const headers = {
    'content-type': type,
    'x-slack-signature': sign(body, at ?? ''),
    ...(at === null ? {} : { 'x-slack-request-timestamp': at }),
  };
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body), ...extra });
  return { status: response.status, body: await response.text() };
};
const REACHED = { status: 200, body: 'reached' };

describe('the time in Slack’s requests', () => {
  it.each([NOW, NOW - 300, NOW + 300])('lets %d through', async (at) => {
    expect(await send(COMMAND, { at: String(at) })).toEqual(REACHED);
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
  ])('refuses one that is %s', async (_name, at) => {
    expect(await send(COMMAND, { at })).toEqual({ status: 401, body: '' });
  });
});

describe('the body of Slack’s requests', () => {
  const stream = (text: string): RequestInit =>
    Object.assign({ body: new Blob([text]).stream() }, { duplex: 'half' as const });

  it('may come in chunks, and with a charset in its type', async () => {
    expect(await send(COMMAND, { extra: stream(COMMAND) })).toEqual(REACHED);
    expect(await send(COMMAND, { type: `${FORM}; charset=utf-8` })).toEqual(REACHED);
  });

  it('is bounded, told or in chunks, and the next request is answered', async () => {
    const large = `${COMMAND}${'x'.repeat(1024 * 1024)}`;
    for (const extra of [{}, stream(large)]) {
      const refused = await send(large, { extra }).catch(() => null);
      expect(refused?.status ?? 413).toBe(413);
      expect(await send(COMMAND)).toEqual(REACHED);
    }
  });

  it.each([
    ['null', 'application/json'],
    ['[]', 'application/json'],
    ['"x"', 'application/json'],
    ['1', 'application/json'],
    ['{}', 'application/json'],
    ['', 'application/json'],
    ['{', 'application/json'],
    ['{"type":7}', 'application/json'],
    ['{"type":"event_callback","event":null}', 'application/json'],
    ['{"type":"event_callback","event_id":"E1","event":[]}', 'application/json'],
    ['{"type":"block_actions"}', 'application/json'],
    ['{"type":"view_submission","user":{"id":"U1"}}', 'application/json'],
    [`${'['.repeat(200_000)}`, 'application/json'],
    [`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'application/json'],
    ['payload=null', FORM],
    ['payload=[]', FORM],
    ['payload=', FORM],
    ['payload={', FORM],
    ['payload={}&payload={}', FORM],
    ['payload=%7B%22type%22%3A%22block_actions%22%7D', FORM],
    ['command=/circleci', FORM],
    [`${COMMAND}&text=twice`, FORM],
    ['', FORM],
    ['ssl_check=2', FORM],
  ])('%.40s is answered with 400', async (body, type) => {
    expect(await send(body, { type })).toEqual({ status: 400, body: '' });
    expect(await send(COMMAND)).toEqual(REACHED);
  });

  it('of invalid UTF-8 is answered with 400, in JSON and in a form', async () => {
    const broken = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    expect((await send(broken, { type: 'application/json' })).status).toBe(400);
    expect((await send(Buffer.concat([Buffer.from(COMMAND), Buffer.from([0xff])]))).status).toBe(400);
  });

  it('is answered with 500 when its listener fails, at once', async () => {
    const body = JSON.stringify({
      type: 'block_suggestion',
      user: { id: 'U1' },
      action_id: 'broken',
      value: '',
    });
    expect((await send(body, { type: 'application/json' })).status).toBe(500);
  });
});

describe('a check of the certificate', () => {
  it('is answered unsigned, by POST and by GET, and does nothing else', async () => {
    const headers = { 'content-type': FORM };
    const posted = await fetch(url, { method: 'POST', headers, body: `ssl_check=1&${COMMAND}` });
    expect([posted.status, await posted.text()]).toEqual([200, '']);
    expect((await fetch(`${url}?ssl_check=1`)).status).toBe(200);
    expect((await fetch(`${url}?ssl_check=1`, { method: 'HEAD' })).status).toBe(200);
  });

  it('is the only unsigned request that is answered', async () => {
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: 'PUT', body: 'ssl_check=1' })).status).toBe(405);
    expect((await fetch(url, { method: 'POST', body: 'ssl_check=1' })).status).toBe(401);
  });
});
