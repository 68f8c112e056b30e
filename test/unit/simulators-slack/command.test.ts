import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ADA, BEN, DEPLOYS, LOUNGE, section, startBot, startSlack } from './support.ts';

test('a command is a signed form with a bare content type and all documented fields', async () => {
  const { slack } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  expect(await slack.client.as(ADA).command('deploys', '/circleci run web')).toMatchObject({ ok: true });
  const [heard] = bot.heard;
  expect(heard?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  const timestamp = heard?.headers['x-slack-request-timestamp'];
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
  const mac = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:${heard?.raw}`).digest('hex');
  expect(heard?.headers['x-slack-signature']).toBe(`v0=${mac}`);
  expect(heard?.body).toEqual({
    token: expect.any(String),
    team_id: slack.team.id,
    team_domain: 'workshop',
    channel_id: DEPLOYS,
    channel_name: 'deploys',
    user_id: ADA,
    user_name: 'ada',
    command: '/circleci',
    text: 'run web',
    api_app_id: slack.bot.appId,
    is_enterprise_install: 'false',
    response_url: expect.stringContaining(`${slack.url}/response/`),
    trigger_id: expect.any(String),
  });
});

describe('text', () => {
  test.each([
    ['never', ' a & b <x> ', 'a &amp; b &lt;x&gt;'],
    ['never', 'status https://e.com/a?b=1&c=2', 'status https://e.com/a?b=1&amp;c=2'],
    ['bare', 'status https://e.com/a?b=1&c=2 x', 'status <https://e.com/a?b=1&amp;c=2> x'],
    ['labelled', '“https://e.com/a”', '“<https://e.com/a|e.com/a>”'],
    ['labelled', 'x=@ada:y me@ada.example @nobody', `x=<@${ADA}|ada>:y me@ada.example @nobody`],
    ['never', 'x=@ada:y', 'x=@ada:y'],
  ] as const)('%s: %s', async (wrapUrls, typed, sent) => {
    const { slack } = await startSlack({ wrapUrls });
    const bot = await startBot();
    slack.connect(bot);
    await slack.client.as(ADA).command('deploys', `/circleci ${typed}`);
    expect(bot.heard[0]?.body.text).toBe(sent);
  });
});

test('the acknowledgement’s body is a message: private by default, public when it says so', async () => {
  const { slack } = await startSlack();
  const bot = await startBot(({ body }) => {
    if (body.text === 'text') return { text: 'just words' };
    if (body.text === 'public')
      return { json: { response_type: 'in_channel', text: 'for all', blocks: [section('b')] } };
    return body.text === 'private' ? { json: { text: 'for you' } } : {};
  });
  slack.connect(bot);
  const ada = slack.client.as(ADA);
  for (const text of ['text', 'private', 'public', 'nothing'])
    await ada.command('deploys', `/circleci ${text}`);
  expect((await ada.ephemerals('deploys')).map((message) => message.text)).toEqual(['just words', 'for you']);
  expect(await slack.client.as(BEN).messages('deploys')).toMatchObject([{ text: 'for all' }]);
});

test('what a person sees when the bot fails', async () => {
  const { slack } = await startSlack({ ackTimeoutMs: 1_000 });
  const ada = slack.client.as(ADA);
  const run = (text: string) => ada.command('deploys', `/circleci ${text}`);
  expect(await run('x')).toMatchObject({ ok: false, error: 'app_not_reachable' });
  const bot = await startBot(({ body }) => {
    if (body.text === 'slow') return 'never';
    if (body.text === 'moved') return { status: 302, headers: { location: '/elsewhere' } };
    return body.text === 'broken' ? { status: 500 } : { json: { blocks: [{ type: 'nonsense' }] } };
  });
  slack.connect(bot);
  expect(await run('slow')).toMatchObject({ ok: false, error: 'operation_timeout' });
  expect(await run('broken')).toMatchObject({ ok: false, error: 'dispatch_failed' });
  expect(await run('moved')).toMatchObject({ ok: false, error: 'dispatch_failed' });
  expect(await run('bad answer')).toMatchObject({ ok: false, error: 'invalid_command_response' });
  expect(slack.deliveries.at(-1)?.problems.join()).toContain('unsupported type: nonsense');
  expect(await ada.ephemerals('deploys')).toEqual([]);
  slack.connect({ requestUrl: 'http://127.0.0.1:1/' });
  expect(await run('gone')).toMatchObject({ ok: false, error: 'app_not_reachable' });
});

test('what nobody can type: unknown commands, other people’s channels, archived ones', async () => {
  const outsider = { id: 'U0OUTSIDE9', name: 'olu', realName: 'Olu', teamId: 'T0ELSEWHER' };
  const { slack } = await startSlack({
    users: [{ id: ADA, name: 'ada', realName: 'Ada' }, outsider],
    channels: [
      { id: DEPLOYS, name: 'deploys' },
      { id: 'C0PRIVATE1', name: 'private', members: [outsider.id] },
      { id: 'C0ARCHIVE4', name: 'old', isArchived: true },
    ],
  });
  const bot = await startBot();
  slack.connect(bot);
  const ada = slack.client.as(ADA);
  await expect(ada.command('deploys', '/jenkins run')).rejects.toThrow('invalid_command');
  await expect(ada.command('old', '/circleci run')).rejects.toThrow('is_archived');
  await expect(ada.command('private', '/circleci run')).rejects.toThrow('No channel private');
  await expect(slack.client.as(outsider.id).command('deploys', '/circleci run')).rejects.toThrow(
    'invalid_command',
  );
  await expect(slack.client.as('U0NOBODY').openHome()).rejects.toThrow('user_not_found');
  expect(bot.heard).toEqual([]);
});

test('/invite brings the bot into a channel, and it hears of it', async () => {
  const { slack, api } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  await slack.client.as(ADA).command('lounge', '/invite @circleci');
  await slack.client.waitFor(() => bot.heard.length === 1);
  expect(bot.heard[0]?.body).toMatchObject({
    type: 'event_callback',
    event: { type: 'member_joined_channel', user: slack.bot.userId, channel: LOUNGE, inviter: ADA },
  });
  expect(await api('chat.postMessage', { channel: LOUNGE, text: 'x' })).toMatchObject({ ok: true });
  await expect(slack.client.as(ADA).command('lounge', '/invite @circleci')).rejects.toThrow(
    'already_in_channel',
  );
});

test('replay and forgery: the same bytes again, other timestamps, other signatures', async () => {
  const { slack } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  expect(() => slack.faults.redeliver()).toThrow('Nothing was sent');
  await slack.client.as(ADA).command('deploys', '/circleci run');
  expect(await slack.faults.redeliver()).toMatchObject({ status: 200 });
  expect(bot.heard[1]?.raw).toBe(bot.heard[0]?.raw);
  expect(bot.heard[1]?.headers['x-slack-signature']).toBe(bot.heard[0]?.headers['x-slack-signature']);
  const timestamp = Math.floor(Date.now() / 1000) + 86_400;
  await slack.faults.sendRaw({ body: 'a=b', timestamp });
  const mac = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:a=b`).digest('hex');
  expect(bot.heard[2]?.headers).toMatchObject({
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${mac}`,
  });
  await slack.faults.sendRaw({ body: '{}', contentType: 'application/json', signature: 'v0=forged' });
  expect(bot.heard[3]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-slack-signature': 'v0=forged',
  });
});
