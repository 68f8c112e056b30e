import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ADA, BEN, DEPLOYS, startBot, startSlack } from './support.ts';

async function startPage() {
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const pageDir = join(folder, 'page');
  await mkdir(pageDir);
  await writeFile(join(folder, 'secret.js'), 'secret');
  await writeFile(join(pageDir, 'index.html'), '<title>page</title>');
  await writeFile(join(pageDir, 'app.js'), 'export {};');
  await writeFile(join(pageDir, 'style.css'), 'body {}');
  await writeFile(join(pageDir, '.env.js'), 'hidden');
  await writeFile(join(pageDir, 'notes.txt'), 'not for the page');
  await symlink(join(folder, 'secret.js'), join(pageDir, 'link.js'));
  return startSlack({ pageDir });
}

/** fetch would tidy the path up; this sends it as it is. */
function get(
  url: string,
  path: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = request({ hostname, port, path }, (incoming) => {
      let body = '';
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/app.js', 'text/javascript; charset=utf-8'],
  ['/style.css?v=1', 'text/css; charset=utf-8'],
])('%s is served as %s under a strict policy', async (path, type) => {
  const { slack } = await startPage();
  const { status, headers } = await get(slack.url, path);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': type,
    'content-security-policy': "default-src 'self'",
    'x-content-type-options': 'nosniff',
  });
});

test.each([
  '/../secret.js',
  '/%2e%2e/secret.js',
  '/..%2fsecret.js',
  '/..%5csecret.js',
  '/link.js',
  '/.env.js',
  '/notes.txt',
  '/%00.js',
  '/%zz.js',
  '/none.js',
])('%s is not', async (path) => {
  const { slack } = await startPage();
  const { status, body } = await get(slack.url, path);
  expect([status, body]).toEqual([404, '{"ok":false,"error":"not_found"}']);
});

test('without a page there is none', async () => {
  const { slack } = await startSlack();
  expect((await get(slack.url, '/')).status).toBe(405);
  expect((await fetch(`${slack.url}/elsewhere`, { method: 'POST' })).status).toBe(404);
});

/** Opens one person's stream; the result reads it until `count` events came. */
async function listen(url: string, user: string, count: number): Promise<() => Promise<readonly string[]>> {
  const abort = new AbortController();
  const response = await fetch(`${url}/client/events?user=${user}`, { signal: abort.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.split('\ndata: ').length > count) break;
    }
    abort.abort();
    const lines = text.split('\n').filter((line) => line.startsWith('data: '));
    return lines.map((line) => JSON.parse(line.slice(6)).type);
  };
}

test('each person’s page is told what they may see, as it happens', async () => {
  const { slack, api } = await startSlack();
  const ada = await listen(slack.url, ADA, 4);
  const ben = await listen(slack.url, BEN, 3);
  await api('chat.postEphemeral', { channel: DEPLOYS, user: ADA, text: 'psst' });
  const { ts } = await api('chat.postMessage', { channel: DEPLOYS, text: 'one' });
  await api('chat.update', { channel: DEPLOYS, ts, text: 'two' });
  await api('chat.delete', { channel: DEPLOYS, ts });
  expect(await ada()).toEqual(['message', 'message', 'message_changed', 'message_deleted']);
  expect(await ben()).toEqual(['message', 'message_changed', 'message_deleted']);
});

test('a page hears of its modals and Home tab, and of nobody else’s', async () => {
  const { slack, api } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  const ada = await listen(slack.url, ADA, 4);
  const ben = await listen(slack.url, BEN, 1);
  await slack.client.as(ADA).command('deploys', '/circleci run');
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Run' }, blocks: [{ type: 'divider' }] };
  await api('views.open', { trigger_id: bot.heard[0]?.body.trigger_id, view });
  const modal = await slack.client.as(ADA).modal();
  await api('views.update', { view_id: modal?.id, view });
  if (modal) await slack.client.as(ADA).close(modal);
  const home = { type: 'home', blocks: [{ type: 'divider' }] };
  await api('views.publish', { user_id: ADA, view: home });
  await api('views.publish', { user_id: BEN, view: home });
  expect(await ada()).toEqual(['view_opened', 'view_updated', 'view_closed', 'home']);
  expect(await ben()).toEqual(['home']);
});

test('other sites’ forms cannot act here', async () => {
  const { slack } = await startSlack();
  const response = await fetch(`${slack.url}/client/message`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ user: ADA, channel: DEPLOYS, text: 'x' }),
  });
  expect([response.status, await response.json()]).toEqual([
    415,
    { ok: false, error: 'invalid_content_type' },
  ]);
  expect((await fetch(`${slack.url}/client/bootstrap?user=U0NOBODY`)).status).toBe(404);
  expect((await fetch(`${slack.url}/client/message`)).status).toBe(405);
  expect((await fetch(`${slack.url}/client/none`, { method: 'POST' })).status).toBe(404);
});
