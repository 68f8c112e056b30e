import { expect, test } from 'vitest';
import { jsonList } from '../../../simulators/slack/json.ts';
import { DEPLOYS, LOUNGE, startSlack } from './support.ts';

async function withMessages(count: number) {
  const { slack, api } = await startSlack();
  const times: string[] = [];
  for (let i = 0; i < count; i += 1) {
    times.push(String((await api('chat.postMessage', { channel: DEPLOYS, text: `m${i}` })).ts));
  }
  return { slack, api, times };
}

const texts = (messages: unknown) => jsonList(messages).map((message) => message.text);
const cursorOf = (metadata: unknown) => jsonList([metadata])[0]?.next_cursor;

test('newest first, in pages', async () => {
  const { api } = await withMessages(5);
  const first = await api('conversations.history', { channel: DEPLOYS, limit: 2 });
  expect(texts(first.messages)).toEqual(['m4', 'm3']);
  expect(first.has_more).toBe(true);
  const cursor = cursorOf(first.response_metadata);
  const second = await api('conversations.history', { channel: DEPLOYS, limit: 3, cursor });
  expect(texts(second.messages)).toEqual(['m2', 'm1', 'm0']);
  expect(second).toMatchObject({ has_more: false, response_metadata: { next_cursor: '' } });
});

test('oldest and latest exclude their ends unless inclusive', async () => {
  const { api, times } = await withMessages(4);
  const range = { channel: DEPLOYS, oldest: times[1], latest: times[3] };
  expect(texts((await api('conversations.history', range)).messages)).toEqual(['m2']);
  expect(texts((await api('conversations.history', { ...range, inclusive: true })).messages)).toEqual([
    'm3',
    'm2',
    'm1',
  ]);
  expect(await api('conversations.history', { channel: DEPLOYS, oldest: 'soon' })).toMatchObject({
    error: 'invalid_ts_oldest',
  });
});

test('replies are in the thread, not in the channel; a reply cannot have replies', async () => {
  const { api, times, slack } = await withMessages(1);
  const [thread_ts] = times;
  const reply = await api('chat.postMessage', { channel: DEPLOYS, text: 'r', thread_ts });
  expect(texts((await api('conversations.history', { channel: DEPLOYS })).messages)).toEqual(['m0']);
  expect(texts((await api('conversations.replies', { channel: DEPLOYS, ts: thread_ts })).messages)).toEqual([
    'm0',
    'r',
  ]);
  expect(await api('chat.postMessage', { channel: DEPLOYS, text: 'x', thread_ts: reply.ts })).toMatchObject({
    error: 'cannot_reply_to_message',
  });
  expect(await slack.client.as('U0ADA00001').messages('deploys')).toMatchObject([
    { text: 'm0', replyCount: 1 },
    { text: 'r', threadTs: thread_ts },
  ]);
});

test('metadata’s payload comes only when asked for', async () => {
  const { api } = await startSlack();
  const metadata = { event_type: 'card', event_payload: { seq: 1 } };
  await api('chat.postMessage', { channel: DEPLOYS, text: 'x', metadata });
  const [plain] = jsonList((await api('conversations.history', { channel: DEPLOYS })).messages);
  expect(plain?.metadata).toEqual({ event_type: 'card' });
});

test('conversations: list by type and page, members, info', async () => {
  const { slack, api } = await startSlack();
  const names = (channels: unknown) => jsonList(channels).map((channel) => channel.name);
  expect(names((await api('conversations.list', { exclude_archived: true })).channels)).toEqual([
    'deploys',
    'backend',
    'lounge',
  ]);
  const first = await api('conversations.list', { limit: 3 });
  const rest = await api('conversations.list', { limit: 3, cursor: cursorOf(first.response_metadata) });
  expect(names(rest.channels)).toEqual(['old-releases']);
  expect(await api('conversations.list', { types: 'everything' })).toMatchObject({ error: 'invalid_types' });
  const { members } = await api('conversations.members', { channel: DEPLOYS });
  expect(members).toContain(slack.bot.userId);
  expect(await api('conversations.info', { channel: LOUNGE })).toMatchObject({
    channel: { is_member: false },
  });
  expect(await api('conversations.history', { channel: LOUNGE })).toMatchObject({ error: 'not_in_channel' });
});
