import { expect, test } from 'vitest';
import type { Json } from '../../../simulators/slack/json.ts';
import { ADA, ARCHIVE, actions, BEN, button, DEPLOYS, LOUNGE, section, startSlack } from './support.ts';

test.each([
  ['no such channel', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
  ['not invited', { channel: LOUNGE, text: 'x' }, 'not_in_channel'],
  ['archived', { channel: ARCHIVE, text: 'x' }, 'is_archived'],
  ['nothing to say', { channel: DEPLOYS }, 'no_text'],
  ['empty in every way', { channel: DEPLOYS, text: '', blocks: [] }, 'no_text'],
  ['too long', { channel: DEPLOYS, text: 'x'.repeat(40_001) }, 'msg_too_long'],
  [
    'too much in blocks',
    { channel: DEPLOYS, blocks: Array.from({ length: 5 }, () => section('x'.repeat(2700))) },
    'msg_blocks_too_long',
  ],
  [
    'a thread that is not there',
    { channel: DEPLOYS, text: 'x', thread_ts: '1.000001' },
    'cannot_reply_to_message',
  ],
  ['attachments', { channel: DEPLOYS, text: 'x', attachments: [{ text: 'y' }] }, 'invalid_attachments'],
  [
    'metadata without type',
    { channel: DEPLOYS, text: 'x', metadata: { event_payload: {} } },
    'invalid_metadata_format',
  ],
  [
    'metadata too deep',
    { channel: DEPLOYS, text: 'x', metadata: { event_type: 'a', event_payload: { b: { c: { d: 1 } } } } },
    'invalid_metadata_schema',
  ],
  [
    'metadata too large',
    { channel: DEPLOYS, text: 'x', metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(1100) } } },
    'metadata_too_large',
  ],
])('chat.postMessage: %s', async (_name, args: Json, error) => {
  const { slack, api } = await startSlack();
  expect(await api('chat.postMessage', args)).toMatchObject({ ok: false, error });
  expect(await slack.client.as(ADA).messages('deploys')).toEqual([]);
});

test('invalid blocks are named by pointer', async () => {
  const { api } = await startSlack();
  const blocks = [section('ok'), actions(button('x'.repeat(76), 'a'))];
  expect(await api('chat.postMessage', { channel: DEPLOYS, blocks })).toMatchObject({
    error: 'invalid_blocks',
    errors: ['must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]'],
    response_metadata: {
      messages: ['[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]'],
    },
  });
});

test('times are unique and in order, however fast messages come', async () => {
  const { api } = await startSlack({ clock: { now: () => 1_700_000_000_000 } });
  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, i) => api('chat.postMessage', { channel: DEPLOYS, text: `m${i}` })),
  );
  const times = sent.map((reply) => String(reply.ts));
  expect(new Set(times).size).toBe(20);
  expect(times[0]).toMatch(/^1700000000\.\d{6}$/);
});

test('chat.update replaces; text alone takes the blocks away; metadata stays until it is taken away', async () => {
  const { slack, api } = await startSlack();
  const metadata = { event_type: 'card', event_payload: { seq: 1 } };
  const { ts } = await api('chat.postMessage', {
    channel: DEPLOYS,
    text: 'a',
    blocks: [section('a')],
    metadata,
  });
  const read = async () => {
    const { messages } = await api('conversations.history', { channel: DEPLOYS, include_all_metadata: true });
    return Array.isArray(messages) ? messages[0] : null;
  };

  await api('chat.update', { channel: DEPLOYS, ts, text: 'b', blocks: [section('b')] });
  expect(await read()).toMatchObject({ text: 'b', blocks: [{ text: { text: 'b' } }], metadata });
  expect(await read()).not.toHaveProperty('edited');

  await api('chat.update', { channel: DEPLOYS, ts, text: 'c' });
  expect(await read()).toMatchObject({ text: 'c', edited: {}, metadata });
  expect(await read()).not.toHaveProperty('blocks');

  await api('chat.update', { channel: DEPLOYS, ts, text: 'd', metadata: {} });
  expect(await read()).not.toHaveProperty('metadata');
  expect(await slack.client.as(BEN).messages('deploys')).toMatchObject([{ text: 'd', edited: true }]);
});

test('chat.update and chat.delete: only own, only existing, never ephemeral', async () => {
  const { slack, api } = await startSlack();
  const ada = slack.client.as(ADA);
  await ada.say('deploys', 'mine');
  const theirs = (await ada.messages('deploys'))[0]?.ts;
  const { message_ts } = await api('chat.postEphemeral', { channel: DEPLOYS, user: ADA, text: 'psst' });
  const change = (ts: unknown) => api('chat.update', { channel: DEPLOYS, ts, text: 'x' });
  expect(await change(theirs)).toMatchObject({ error: 'cant_update_message' });
  expect(await change(message_ts)).toMatchObject({ error: 'message_not_found' });
  expect(await change('1.000001')).toMatchObject({ error: 'message_not_found' });
  expect(await api('chat.delete', { channel: DEPLOYS, ts: theirs })).toMatchObject({
    error: 'cant_delete_message',
  });
  const { ts } = await api('chat.postMessage', { channel: DEPLOYS, text: 'own' });
  expect(await api('chat.delete', { channel: DEPLOYS, ts })).toMatchObject({ ok: true });
  expect(await change(ts)).toMatchObject({ error: 'message_not_found' });
});

test('chat.update counts the bytes of escaped text', async () => {
  const { api } = await startSlack();
  const { ts } = await api('chat.postMessage', { channel: DEPLOYS, text: 'x' });
  const change = (text: string) => api('chat.update', { channel: DEPLOYS, ts, text });
  expect(await change('x'.repeat(4000))).toMatchObject({ ok: true });
  expect(await change('あ'.repeat(1334))).toMatchObject({ error: 'msg_too_long' });
  expect(await change('&'.repeat(801))).toMatchObject({ error: 'msg_too_long' });
  expect(await change('&amp;'.repeat(800))).toMatchObject({ ok: true });
});

test('ephemeral messages: only for members, only seen by one, not in the history', async () => {
  const { slack, api } = await startSlack({
    channels: [{ id: DEPLOYS, name: 'deploys', members: [ADA, BEN] }],
  });
  expect(await api('chat.postEphemeral', { channel: DEPLOYS, user: 'U0CHIE0003', text: 'x' })).toMatchObject({
    error: 'user_not_in_channel',
  });
  await api('chat.postEphemeral', { channel: DEPLOYS, user: ADA, text: 'psst' });
  expect(await slack.client.as(ADA).ephemerals('deploys')).toMatchObject([
    { text: 'psst', ephemeralFor: ADA },
  ]);
  expect(await slack.client.as(BEN).ephemerals('deploys')).toEqual([]);
  expect(await api('conversations.history', { channel: DEPLOYS })).toMatchObject({ messages: [] });
});

test('a user id as channel is the direct message, but not for chat.update', async () => {
  const { slack, api } = await startSlack();
  const { channel, ts } = await api('chat.postMessage', { channel: ADA, text: 'hello' });
  expect(channel).toBe('D0ADA00001');
  expect(await slack.client.as(ADA).directMessages()).toMatchObject([{ text: 'hello' }]);
  expect(await slack.client.as(BEN).directMessages()).toEqual([]);
  expect(await api('chat.update', { channel: ADA, ts, text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  });
  expect(await api('chat.update', { channel, ts, text: 'x' })).toMatchObject({ ok: true });
});

test('a private channel the bot is not in does not exist for it', async () => {
  const { api } = await startSlack({
    channels: [{ id: 'C0SECRET01', name: 'secret', isPrivate: true, botIsMember: false }],
  });
  expect(await api('chat.postMessage', { channel: 'C0SECRET01', text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  });
  expect(await api('conversations.list', { types: 'public_channel,private_channel' })).toMatchObject({
    channels: [],
  });
});
