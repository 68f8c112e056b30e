import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { ADA, DEPLOYS, section, startSlack } from './support.ts';

test('the SDK’s form encoding is understood: nested values, booleans, numbers', async () => {
  const { slack } = await startSlack();
  const web = new WebClient(slack.botToken, { slackApiUrl: `${slack.apiUrl}/`, retryConfig: { retries: 0 } });
  const posted = await web.chat.postMessage({
    channel: DEPLOYS,
    text: 'a & b',
    blocks: [section('x')],
    metadata: { event_type: 'card_posted', event_payload: { seq: 1 } },
    unfurl_links: false,
  });
  const read = await web.conversations.history({ channel: DEPLOYS, limit: 1, include_all_metadata: true });
  expect(read.messages?.[0]).toMatchObject({
    ts: posted.ts,
    text: 'a & b',
    metadata: { event_type: 'card_posted', event_payload: { seq: 1 } },
  });
  expect((await web.auth.test()).user_id).toBe(slack.bot.userId);
  expect((await web.users.info({ user: ADA, include_locale: true })).user?.locale).toBe('en-US');
  expect(slack.calls.map((call) => call.method)).toEqual([
    'chat.postMessage',
    'conversations.history',
    'auth.test',
    'users.info',
  ]);
  expect(slack.calls[0]?.args).toMatchObject({ text: 'a & b', unfurl_links: false });
  expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
});

test('users.info: the locale as set, American English where nothing is, and only when asked for', async () => {
  const { api } = await startSlack({
    users: [
      { id: ADA, name: 'ada', realName: 'Ada' },
      { id: 'U0CHIE0003', name: 'chie', realName: 'Chie', locale: 'ja-JP' },
    ],
  });
  const locale = async (user: string) => (await api('users.info', { user, include_locale: true })).user;
  expect(await locale(ADA)).toMatchObject({ id: ADA, name: 'ada', locale: 'en-US', is_bot: false });
  expect(await locale('U0CHIE0003')).toMatchObject({ locale: 'ja-JP' });
  expect((await api('users.info', { user: ADA })).user).not.toHaveProperty('locale');
});

test.each([
  ['a method that does not exist', 'chat.shout', {}, 'unknown_method'],
  ['a name of the prototype', 'constructor', {}, 'unknown_method'],
  [
    'an argument it does not know',
    'chat.postMessage',
    { channel: DEPLOYS, text: 'x', colour: 'red' },
    'invalid_arguments',
  ],
  ['a missing argument', 'chat.update', { channel: DEPLOYS, text: 'x' }, 'invalid_arguments'],
  [
    'a number that is none',
    'conversations.history',
    { channel: DEPLOYS, limit: 'many' },
    'invalid_arguments',
  ],
  ['a limit out of range', 'conversations.history', { channel: DEPLOYS, limit: 1000 }, 'invalid_limit'],
  ['a cursor it never gave', 'conversations.history', { channel: DEPLOYS, cursor: 'abc' }, 'invalid_cursor'],
  [
    'blocks that are no JSON',
    'chat.postMessage',
    { channel: DEPLOYS, blocks: '[{' },
    'invalid_blocks_format',
  ],
  ['an unknown person', 'users.info', { user: 'U0NOBODY' }, 'user_not_found'],
  ['another bot', 'bots.info', { bot: 'B0OTHER' }, 'bot_not_found'],
  ['an unknown channel', 'conversations.info', { channel: 'C0NOWHERE' }, 'channel_not_found'],
  [
    'a link to no message',
    'chat.getPermalink',
    { channel: DEPLOYS, message_ts: '1.000001' },
    'message_not_found',
  ],
])('refuses %s', async (_name, method, args, error) => {
  const { slack, api } = await startSlack();
  expect(await api(method, args)).toMatchObject({ status: 200, ok: false, error });
  expect(slack.calls).toMatchObject([{ method, ok: false, error }]);
});

test('tokens: none, wrong, of the wrong kind, of an app that was removed', async () => {
  const { slack, api } = await startSlack();
  expect(await api('auth.test', {}, null)).toMatchObject({ error: 'not_authed' });
  expect(await api('auth.test', {}, 'xoxb-wrong')).toMatchObject({ error: 'invalid_auth' });
  expect(await api('auth.test', {}, slack.appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await api('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await api('apps.connections.open', {}, slack.appToken)).toMatchObject({ error: 'access_denied' });
  expect(await api('auth.test', { token: slack.botToken }, null)).toMatchObject({ ok: true });
  slack.uninstall();
  expect(await api('auth.test')).toMatchObject({ error: 'account_inactive' });
});

test('a method beyond the token’s scopes', async () => {
  const { api } = await startSlack({ scopes: ['chat:write'] });
  expect(await api('users.info', { user: ADA })).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read',
    provided: 'chat:write',
  });
  const posted = await api('chat.postMessage', { channel: DEPLOYS, text: 'x' });
  expect(posted).toMatchObject({ ok: true });
  expect(posted.headers.get('x-oauth-scopes')).toBe('chat:write');
});

test('bodies: unknown type, broken JSON, no object, too large', async () => {
  const { slack } = await startSlack();
  const post = async (contentType: string, body: string) => {
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': contentType };
    const bytes = new TextEncoder().encode(body);
    return (await fetch(`${slack.apiUrl}/auth.test`, { method: 'POST', headers, body: bytes })).json();
  };
  expect(await post('', 'x=y')).toMatchObject({ error: 'missing_post_type' });
  expect(await post('text/plain', 'x')).toMatchObject({ error: 'invalid_post_type' });
  expect(await post('application/json', '{')).toMatchObject({ error: 'invalid_json' });
  expect(await post('application/json', '[]')).toMatchObject({ error: 'json_not_object' });
  expect(await post('application/json', ' '.repeat(1024 * 1024 + 1))).toMatchObject({
    error: 'request_too_large',
  });
});

test('blocks.validate names pointer and message', async () => {
  const { api } = await startSlack();
  expect(await api('blocks.validate', { blocks: [section('x')] })).toMatchObject({ ok: true });
  expect(await api('blocks.validate', { blocks: [section('')] })).toMatchObject({
    error: 'invalid_blocks',
    errors: [{ pointer: '/blocks/0/text/text', message: 'must be more than 0 characters' }],
  });
  expect(await api('blocks.validate', { view: { type: 'home' } })).toMatchObject({ error: 'invalid_view' });
  expect(await api('blocks.validate', { message: {} })).toMatchObject({ error: 'invalid_message' });
  expect(await api('blocks.validate', {})).toMatchObject({ error: 'invalid_arguments' });
});
