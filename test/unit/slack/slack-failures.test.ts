import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createSlackApi } from '../../../src/slack/create-slack-api.ts';
import type { SlackApi } from '../../../src/slack/slack-api.ts';
import { createWebClient } from '../../../src/slack/web-client.ts';
import { createLogger } from '../../../src/telemetry/log.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe('what Slack answers, as the program understands it', () => {
  let server: Server;
  let answer: Answer;
  let slack: SlackApi;
  const counted: string[] = [];
  const plain: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(answer.status, answer.headers).end(answer.body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const config = readConfig({
      SLACK_BOT_TOKEN: ['xoxb', 'test'].join('-'),
      SLACK_SIGNING_SECRET: 'a-signing-secret-for-tests',
      SLACK_API_URL: `http://127.0.0.1:${port}/api`,
      CIRCLECI_TOKEN: 'a-token-for-tests',
      CIRCLECI_WEBHOOK_SECRET: 'a-webhook-secret-for-tests',
    }).slack;
    const client = createWebClient(config, createLogger('silent'));
    const metrics = {
      slackCall: (_method: string, outcome: string) => void counted.push(outcome),
      sentAsPlainText: (method: string) => void plain.push(method),
    };
    slack = createSlackApi(client, config.apiUrl, metrics, createLogger('silent'));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const failureOf = (reply: Answer) => {
    answer = reply;
    return slack.post({ channel: 'C1', text: 'hello' }).catch((error: unknown) => error);
  };
  const ok = (body: object) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  it('a clear no: nothing was done', async () => {
    expect(await failureOf(ok({ ok: false, error: 'not_in_channel' }))).toMatchObject({
      name: 'SlackError',
      code: 'refused',
      slackCode: 'not_in_channel',
    });
    expect(counted.at(-1)).toBe('not_in_channel');
  });

  it.each(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])(
    '%s: it may have been done all the same',
    async (error) => {
      expect(await failureOf(ok({ ok: false, error }))).toMatchObject({ code: 'lost', slackCode: error });
    },
  );

  it.each([
    ['500', { status: 500 }],
    ['a page of a proxy', { status: 200, body: '<html>please log in</html>' }],
    ['a success without the message’s ts', ok({ ok: true })],
    ['an empty object', ok({})],
    ['no, without an error', ok({ ok: false })],
    ['an error that is no text', ok({ ok: false, error: 7 })],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }],
  ])('%s: it may have been done', async (_name, reply) => {
    expect(await failureOf(reply)).toMatchObject({ name: 'SlackError', code: 'lost' });
  });

  it('refused blocks: the text is sent once, without them, and counted', async () => {
    expect(await failureOf(ok({ ok: false, error: 'invalid_blocks' }))).toMatchObject({
      slackCode: 'invalid_blocks',
    });
    expect(counted.slice(-2)).toEqual(['invalid_blocks', 'invalid_blocks']);
    expect(plain).toEqual(['chat.postMessage']);
  });

  it('429: not done, and when to come back', async () => {
    expect(await failureOf({ status: 429, headers: { 'retry-after': '7' } })).toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 7,
    });
    expect(await failureOf(ok({ ok: false, error: 'ratelimited' }))).toMatchObject({ code: 'rate_limited' });
  });

  it.each([
    'https://hooks.slack.com.evil.example/x',
    'http://hooks.slack.com/x',
    'file:///etc/passwd',
    'no url',
  ])('an answer is not sent to %s', async (url) => {
    const failure = await slack.respond(url, { text: 'secret' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', slackCode: 'foreign_url' });
  });
});
