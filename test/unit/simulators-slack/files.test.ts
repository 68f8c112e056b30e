import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { ADA, ARCHIVE, DEPLOYS, LOUNGE, startSlack } from './support.ts';

async function start(options: Parameters<typeof startSlack>[0] = {}) {
  const { slack, api } = await startSlack(options);
  const announce = async (length: number) => {
    const { upload_url: url, file_id: id } = await api('files.getUploadURLExternal', {
      filename: 'a.log',
      length,
    });
    return { url: String(url), id: String(id) };
  };
  const send = async (url: string, body: string) => (await fetch(url, { method: 'POST', body })).status;
  const share = (id: string, more = {}) =>
    api('files.completeUploadExternal', { files: [{ id }], channel_id: DEPLOYS, ...more });
  return { slack, api, announce, send, share };
}

test('the SDK shares a file in a thread, and whoever is in the channel reads it', async () => {
  const { slack } = await startSlack();
  const web = new WebClient(slack.botToken, { slackApiUrl: `${slack.apiUrl}/`, retryConfig: { retries: 0 } });
  const card = await web.chat.postMessage({ channel: DEPLOYS, text: 'card' });
  await web.filesUploadV2({
    channel_id: DEPLOYS,
    thread_ts: card.ts ?? '',
    filename: 'test-57.log',
    title: 'Log of test',
    content: 'línea 1\n',
  });
  const [, reply] = await slack.client.as(ADA).messages('deploys');
  expect(reply).toMatchObject({
    threadTs: card.ts,
    files: [{ name: 'test-57.log', title: 'Log of test', size: 9 }],
  });
  expect(await slack.client.as(ADA).file(reply?.files?.[0]?.id ?? '')).toBe('línea 1\n');
  await expect(slack.client.as('U0NOBODY').file(reply?.files?.[0]?.id ?? '')).rejects.toThrow(
    'file_not_found',
  );
  const replies = await web.conversations.replies({ channel: DEPLOYS, ts: card.ts ?? '' });
  expect(replies.messages?.[1]).toMatchObject({ files: [{ title: 'Log of test' }] });
});

test('raw bytes are taken once, and only as many as were announced', async () => {
  const { announce, send } = await start();
  const { url } = await announce(3);
  expect(await send(url, 'four')).toBe(400);
  expect(await send(url, 'abc')).toBe(200);
  expect(await send(url, 'abc')).toBe(404);
  expect(await send(`${url}x`, 'abc')).toBe(404);
  expect(await send((await announce(1)).url, 'x'.repeat(10_000))).toBe(413);
});

test('what cannot be shared is refused, and shares nothing', async () => {
  const { slack, announce, send, share } = await start();
  const { url, id } = await announce(3);
  expect(await share(id)).toMatchObject({ ok: false, error: 'file_not_found' });
  await send(url, 'abc');
  expect(await share(id, { channel_id: LOUNGE })).toMatchObject({ error: 'not_in_channel' });
  expect(await share(id, { channel_id: ARCHIVE })).toMatchObject({ error: 'is_archived' });
  expect(await share(id, { thread_ts: '1.1' })).toMatchObject({ error: 'cannot_reply_to_message' });
  expect(await share(id, { files: [] })).toMatchObject({ error: 'invalid_arguments' });
  expect(await share(id, { title: 'x' })).toMatchObject({ error: 'invalid_arguments' });
  expect(await slack.client.as(ADA).messages('deploys')).toEqual([]);
  expect(await share(id)).toMatchObject({ ok: true, files: [{ id, title: 'a.log' }] });
  expect(await share(id)).toMatchObject({ error: 'file_not_found' });
});

test('a file that was not shared is nobody’s to read', async () => {
  const { slack, announce, send } = await start();
  const { url, id } = await announce(3);
  await send(url, 'abc');
  await expect(slack.client.as(ADA).file(id)).rejects.toThrow('file_not_found');
});

test('lengths that make no sense, and a missing scope', async () => {
  const { api } = await start();
  for (const length of [0, -1, 17 * 1024 * 1024]) {
    const answer = await api('files.getUploadURLExternal', { filename: 'a', length });
    expect(answer).toMatchObject({ error: 'invalid_arguments' });
  }
  const other = await start({ scopes: ['chat:write'] });
  expect(await other.api('files.getUploadURLExternal', { filename: 'a', length: 1 })).toMatchObject({
    error: 'missing_scope',
    needed: 'files:write',
  });
});
