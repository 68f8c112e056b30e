import { expect, test } from 'vitest';
import type { Json } from '../../../simulators/slack/json.ts';
import { ADA, actions, BEN, button, DEPLOYS, startBot, startSlack } from './support.ts';

async function afterCommand() {
  let now = 1_700_000_000_000;
  const { slack, api } = await startSlack({ clock: { now: () => now } });
  const bot = await startBot();
  slack.connect(bot);
  await slack.client.as(ADA).command('deploys', '/circleci run');
  const url = String(bot.heard[0]?.body.response_url);
  const forward = (milliseconds: number) => {
    now += milliseconds;
  };
  return { slack, api, bot, url, forward };
}

async function answer(url: string, body: Json, contentType = 'application/json') {
  const headers = { 'content-type': contentType };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

test('five uses, then 404', async () => {
  const { slack, url } = await afterCommand();
  for (let i = 0; i < 5; i += 1)
    expect(await answer(url, { text: `${i}` })).toEqual({ status: 200, text: 'ok' });
  expect(await answer(url, { text: 'six' })).toEqual({
    status: 404,
    text: '{"ok":false,"error":"used_url"}',
  });
  expect(await slack.client.as(ADA).ephemerals('deploys')).toHaveLength(5);
  expect(slack.calls.map(({ method, ok }) => `${method} ${ok}`)).toEqual([
    ...Array.from({ length: 5 }, () => 'response_url true'),
    'response_url false',
  ]);
  expect(slack.calls[0]).toEqual({
    method: 'response_url',
    args: { text: '0' },
    at: expect.any(Number),
    ok: true,
  });
  expect(slack.calls[5]).toMatchObject({ error: 'used_url' });
});

test('thirty minutes, then 404; an unknown one is 404', async () => {
  const { slack, url, forward } = await afterCommand();
  forward(30 * 60_000);
  expect(await answer(url, { text: 'late' })).toMatchObject({ status: 200 });
  forward(1);
  expect(await answer(url, { text: 'too late' })).toMatchObject({ status: 404 });
  expect(await answer(`${slack.url}/response/none`, { text: 'x' })).toMatchObject({ status: 404 });
});

test.each([
  ['blocks Slack refuses', { blocks: [{ type: 'nonsense' }] }, 'invalid_blocks'],
  ['nothing', {}, 'no_text'],
  ['an unknown field', { text: 'x', colour: 'red' }, 'invalid_payload'],
  ['an unknown response_type', { text: 'x', response_type: 'everyone' }, 'invalid_payload'],
  ['no message to delete', { delete_original: true }, 'message_not_found'],
])('400 for %s', async (_name, body, error) => {
  const { url } = await afterCommand();
  expect(await answer(url, body)).toMatchObject({ status: 400, text: expect.stringContaining(error) });
});

test('400 for what is no JSON', async () => {
  const { url } = await afterCommand();
  expect(await answer(url, { text: 'x' }, 'text/plain')).toMatchObject({ status: 400 });
});

test('after a click: replaces or deletes the message, also an ephemeral one', async () => {
  const { slack, api, bot } = await afterCommand();
  const ben = slack.client.as(BEN);
  const blocks = [actions(button('Go', 'go'))];
  await api('chat.postMessage', { channel: DEPLOYS, text: 'public', blocks });
  await api('chat.postEphemeral', { channel: DEPLOYS, user: BEN, text: 'private', blocks });
  for (const message of [...(await ben.messages('deploys')), ...(await ben.ephemerals('deploys'))]) {
    await ben.click(message, 'go');
  }
  const urls = bot.heard.slice(1).map(({ body }) => String(body.response_url));
  await answer(urls[0] ?? '', { text: 'replaced', replace_original: true });
  await answer(urls[1] ?? '', { text: 'replaced too', replace_original: true });
  expect(await ben.messages('deploys')).toMatchObject([{ text: 'replaced', blocks: [] }]);
  expect(await ben.ephemerals('deploys')).toMatchObject([{ text: 'replaced too', ephemeralFor: BEN }]);
  await answer(urls[1] ?? '', { delete_original: true });
  expect(await ben.ephemerals('deploys')).toEqual([]);
  await answer(urls[0] ?? '', { text: 'said aloud', response_type: 'in_channel' });
  expect(await slack.client.as(ADA).messages('deploys')).toMatchObject([{}, { text: 'said aloud' }]);
});

test('faults reach response URLs too', async () => {
  const { slack, url } = await afterCommand();
  slack.faults.next({ method: 'response_url', behaviour: 'status', status: 502 });
  expect(await answer(url, { text: 'x' })).toMatchObject({ status: 502 });
  slack.faults.next({ method: 'response_url', behaviour: 'resetAfter' });
  await expect(answer(url, { text: 'done' })).rejects.toThrow('fetch failed');
  expect(await slack.client.as(ADA).ephemerals('deploys')).toMatchObject([{ text: 'done' }]);
});
