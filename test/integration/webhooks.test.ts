import { type RequestOptions, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../src/http/server.ts';
import type { Storage } from '../../src/storage/database.ts';
import { createQueue, type Queue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { readCompletionEvent } from '../../src/webhooks/normalise.ts';
import { createWebhookRoute, type WebhookRoute } from '../../src/webhooks/route.ts';
import { describeWithDatabase } from '../support/database.ts';
import { fixture, fixtures, published, sign } from '../support/webhook-samples.ts';

const SECRETS = ['old-secret', 'new-secret'];
const log = createLogger('silent');
const JSON_TYPE = { 'content-type': 'application/json' };

it('does not start without a secret', () => {
  const db = {} as Storage['db'];
  const queue = { add: async () => {} };
  for (const secrets of [[], [''], ['good', '']]) {
    expect(() => createWebhookRoute({ secrets, db, queue, log, metrics: createMetrics() })).toThrow('secret');
  }
});

describeWithDatabase('the webhook receiver', (databases) => {
  let storage: Storage;
  let queue: Queue;
  let shut: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    storage = await databases.storage();
    queue = createQueue(storage, log);
    await queue.start();
    return () => queue.stop(100);
  });

  afterEach(async () => {
    for (const close of shut) await close();
    shut = [];
    await storage.db.deleteFrom('inbox').execute();
    await sql`delete from pgboss.job`.execute(storage.db);
  });

  async function serve(overrides: Partial<Parameters<typeof createWebhookRoute>[0]> = {}) {
    const metrics = createMetrics();
    const route: WebhookRoute = createWebhookRoute({
      secrets: SECRETS,
      db: storage.db,
      queue,
      log,
      metrics,
      ...overrides,
    });
    const server = createHttpServer({ log, routes: [{ path: '/webhooks/circleci', handle: route.handle }] });
    const { port } = await server.listen(0, '127.0.0.1');
    shut.push(() => server.close(0));
    const url = `http://127.0.0.1:${port}/webhooks/circleci`;
    const post = async (body: string | Buffer, headers: Record<string, string> = {}) => {
      const all = { ...JSON_TYPE, 'circleci-signature': sign(body, 'new-secret'), ...headers };
      const response = await fetch(url, { method: 'POST', body, headers: all });
      return { status: response.status, headers: response.headers, message: await messageOf(response) };
    };
    return { url, port, route, metrics, post };
  }

  const stored = () => storage.db.selectFrom('inbox').selectAll().orderBy('event_id').execute();
  const waitingJobs = async () => (await queue.counts())['apply-events'].waiting;

  describe.each([...fixtures, ...published].map((sample) => [sample.name, sample] as const))(
    '%s',
    (_n, s) => {
      it('is stored once, with its job, before it is answered with 200', async () => {
        const { post } = await serve();
        const isPing = s.json.type === 'ping';
        expect(await post(s.text)).toMatchObject({ status: 200, message: isPing ? 'pong' : 'stored' });
        const rows = await stored();
        expect(rows.map((row) => row.payload)).toEqual(isPing ? [] : [s.json]);
        expect(await waitingJobs()).toBe(isPing ? 0 : 1);

        expect(await post(s.text)).toMatchObject({
          status: 200,
          message: isPing ? 'pong' : 'already stored',
        });
        expect(await stored()).toHaveLength(isPing ? 0 : 1);
      });
    },
  );

  const body = fixture('github-oauth-workflow').text;

  it('reads back from the database what it was sent', async () => {
    const { post } = await serve();
    await post(fixture('gitlab-job').text);
    const [row] = await stored();
    const event = readCompletionEvent(row?.payload, new Date());
    expect(event).toEqual(readCompletionEvent(fixture('gitlab-job').json, new Date()));
    expect(event?.job?.name).toBe('shine');
  });

  it('takes the same event of two webhooks as two deliveries', async () => {
    const { post } = await serve();
    const json = fixture('github-oauth-job').json;
    for (const id of ['one', 'two']) await post(JSON.stringify({ ...json, webhook: { id } }));
    expect(await stored()).toHaveLength(2);
  });

  it('takes a delivery signed with any of its secrets', async () => {
    const { post } = await serve();
    expect((await post(body, { 'circleci-signature': sign(body, 'old-secret') })).status).toBe(200);
  });

  it.each([
    ['no signature', ''],
    ['another secret’s signature', sign(body, 'someone-else')],
    ['the signature of another body', sign(`${body} `, 'new-secret')],
    ['a signature under another scheme', sign(body, 'new-secret').replace('v1', 'v2')],
  ])('refuses %s with 401, before it looks at the body', async (_name, signature) => {
    const { post } = await serve();
    expect((await post(body, { 'circleci-signature': signature })).status).toBe(401);
    expect((await post('not json', { 'circleci-signature': signature })).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['{"id":', 'not JSON'],
    ['', 'not JSON'],
    ['[]', 'id'],
    ['{"type":"workflow-completed","id":"x","webhook":{"id":"w"}}', 'project'],
    ['{"type":"ping","id":"x"}', 'webhook'],
    ['['.repeat(5_000), 'nested'],
  ])('says with 400 what is wrong with %j', async (text, reason) => {
    const { post } = await serve();
    const answer = await post(text);
    expect(answer.status).toBe(400);
    expect(answer.message).toContain(reason);
  });

  it('refuses other types, encodings and methods', async () => {
    const { post, url } = await serve();
    expect((await post(body, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(body, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
    const zipped = gzipSync(body);
    expect((await post(zipped, { 'content-encoding': 'gzip' })).status).toBe(415);
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const response = await fetch(url, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'POST']);
    }
  });

  it('takes a body of exactly 1 MiB and refuses a byte more, whatever length it announced', async () => {
    const { post, port } = await serve();
    const json = { ...fixture('github-oauth-job').json, padding: '' };
    const fill = 1024 * 1024 - Buffer.byteLength(JSON.stringify(json));
    expect((await post(JSON.stringify({ ...json, padding: 'x'.repeat(fill) }))).status).toBe(200);
    const larger = JSON.stringify({ ...json, padding: 'x'.repeat(fill + 1) });
    expect((await post(larger)).status).toBe(413);
    const signature = sign(larger, 'new-secret');
    const headers = { ...JSON_TYPE, 'circleci-signature': signature, 'transfer-encoding': 'chunked' };
    expect(await send({ port, headers }, [larger.slice(0, 1000), larger.slice(1000)])).toBe(413);
    expect(await stored()).toHaveLength(1);
  });

  it('lets a client that goes away go', async () => {
    const { port, post, metrics } = await serve();
    const headers = { ...JSON_TYPE, 'content-length': '1000' };
    const sender = request({ port, host: '127.0.0.1', method: 'POST', path: '/webhooks/circleci', headers });
    sender.on('error', () => {}).write('{"half":');
    await new Promise((resolve) => sender.once('socket', (socket) => socket.once('connect', resolve)));
    sender.destroy();
    expect((await post(body)).status).toBe(200);
    await expect.poll(() => metrics.render()).toContain('deliveries_total{outcome="aborted"} 1');
  });

  it('stores what the database cannot hold in a form it can', async () => {
    const { post } = await serve();
    const json = fixture('github-oauth-job').json;
    const text = JSON.stringify({ ...json, note: 'a\0b', half: '\ud83d' }).replace('{', '{"huge":1e999999,');
    expect((await post(text)).status).toBe(200);
    const [row] = await stored();
    expect(row?.payload).toMatchObject({ note: 'a\u{FFFD}b', half: '\u{FFFD}', huge: null });
  });

  it('stores a flood of deliveries in few inserts, each once', async () => {
    const { post, metrics } = await serve();
    const json = fixture('github-oauth-job').json;
    const bodies = Array.from({ length: 200 }, (_, i) => JSON.stringify({ ...json, id: `e-${i % 150}` }));
    const answers = await Promise.all(bodies.map((text) => post(text)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ message }) => message === 'stored')).toHaveLength(150);
    expect(await stored()).toHaveLength(150);
    expect(await waitingJobs()).toBe(1);
    const inserts = Number(/webhook_batch_size_count (\d+)/.exec(await metrics.render())?.[1]);
    expect(inserts).toBeLessThan(100);
  });

  it('acknowledges nothing while the database fails, and takes the same delivery afterwards', async () => {
    let broken = true;
    const failing: Pick<Queue, 'add'> = {
      add: async (...args) => {
        // Fails inside of the transaction, after the insert: nothing of it may stay.
        if (broken) await sql`select 1 from no_such_table`.execute(args[0]);
        return queue.add(...args);
      },
    };
    const { post } = await serve({ queue: failing });
    const json = fixture('github-oauth-job').json;
    const bodies = Array.from({ length: 20 }, (_, i) => JSON.stringify({ ...json, id: `f-${i}` }));
    const refused = await Promise.all(bodies.map((text) => post(text)));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(refused[0]?.headers.get('retry-after')).toBe('30');
    expect(await stored()).toEqual([]);
    broken = false;
    const taken = await Promise.all(bodies.map((text) => post(text)));
    expect(taken.every(({ message }) => message === 'stored')).toBe(true);
    expect(await stored()).toHaveLength(20);
  });

  it('refuses with 503 once it is closed, and stores what came before', async () => {
    const { post, route } = await serve();
    const first = post(body);
    await expect.poll(async () => (await stored()).length).toBe(1);
    await route.close(10_000);
    expect((await first).status).toBe(200);
    expect((await post(fixture('gitlab-job').text)).status).toBe(503);
  });
});

async function messageOf(response: Response): Promise<string> {
  const text = await response.text();
  return text === '' ? '' : String(JSON.parse(text).message);
}

/** Sends parts one by one, without saying how long they are together. */
function send(options: RequestOptions, parts: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const to = { ...options, host: '127.0.0.1', path: '/webhooks/circleci', method: 'POST' };
    const sender = request(to, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sender.on('error', reject);
    for (const part of parts) sender.write(part);
    sender.end();
  });
}
