import { expect, test } from 'vitest';
import { ADA, DEPLOYS, LOUNGE, section, startBot, startSlack } from './support.ts';

const URL = 'https://app.circleci.com/pipelines/github/acme/shop/7';

test('a link of a registered domain is told of while it is typed and when it is posted, any other is not', async () => {
  const { slack } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  await slack.client.as(ADA).say('lounge', `${URL}?a=1&b=2 https://evil.example/ https://notcircleci.com/x`);
  await slack.client.waitFor(() => bot.heard.length === 2);
  const events = bot.heard.map(({ body }) => body.event);
  const links = [{ domain: 'app.circleci.com', url: `${URL}?a=1&amp;b=2` }];
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'link_shared', source: 'composer', channel: 'COMPOSER', links }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'link_shared',
      source: 'conversations_history',
      channel: LOUNGE,
      is_bot_user_member: false,
      user: ADA,
      links,
      message_ts: expect.stringMatching(/^\d+\.\d{6}$/),
    }),
  );
  await slack.client.as(ADA).say('lounge', 'https://evil.example/ and nothing else');
  await slack.client.as(ADA).say('lounge', URL);
  await slack.client.waitFor(() => bot.heard.length === 4);
});

test('chat.unfurl shows blocks beside the message, again in their place, and a click says where it was', async () => {
  const { slack, api } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  const ada = slack.client.as(ADA);
  await ada.say('deploys', `see ${URL}`);
  const said = (await ada.messages('deploys')).at(-1);
  const target = { channel: DEPLOYS, ts: said?.ts };
  const go = { type: 'button', action_id: 'go', value: 'v', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [section('one'), { type: 'actions', elements: [go] }];
  expect(
    await api('chat.unfurl', { ...target, unfurls: { [URL]: { blocks: [section('zero')] } } }),
  ).toMatchObject({
    ok: true,
  });
  const id = `${DEPLOYS}.${said?.ts}`;
  const byId = { unfurl_id: id, source: 'conversations_history', unfurls: { [URL]: { blocks } } };
  expect(await api('chat.unfurl', byId)).toMatchObject({ ok: true });
  const shown = (await ada.messages('deploys')).at(-1);
  expect(shown?.unfurls).toMatchObject([
    { url: URL, blocks: [{ text: { text: 'one' } }, { type: 'actions' }] },
  ]);
  expect(shown?.blocks).toEqual([]);
  if (shown === undefined) throw new Error('no message');
  await ada.click({ ...shown, blocks: shown.unfurls?.[0]?.blocks ?? [] }, 'Go');
  const clicked = JSON.parse(new URLSearchParams(bot.heard.at(-1)?.raw).get('payload') ?? '{}');
  expect(clicked).toMatchObject({
    type: 'block_actions',
    container: { type: 'message_attachment', is_app_unfurl: true, app_unfurl_url: URL, message_ts: said?.ts },
    channel: { id: DEPLOYS },
    actions: [{ action_id: 'go', value: 'v' }],
    response_url: expect.any(String),
  });
});

test('chat.unfurl refuses what Slack refuses', async () => {
  const { slack, api } = await startSlack();
  const ada = slack.client.as(ADA);
  await ada.say('deploys', `see ${URL}`);
  const ts = (await ada.messages('deploys')).at(-1)?.ts;
  const unfurls = { [URL]: { blocks: [section('one')] } };
  const refused = async (args: object) => (await api('chat.unfurl', { ...args })).error;
  expect(await refused({ ts, unfurls })).toBe('missing_channel');
  expect(await refused({ channel: DEPLOYS, unfurls })).toBe('missing_ts');
  expect(await refused({ channel: DEPLOYS, ts })).toBe('missing_unfurls');
  expect(await refused({ channel: 'C0NOWHERE', ts, unfurls })).toBe('cannot_find_channel');
  expect(await refused({ channel: DEPLOYS, ts: '1.000001', unfurls })).toBe('cannot_find_message');
  expect(await refused({ channel: LOUNGE, ts, unfurls })).toBe('cannot_find_message');
  expect(await refused({ unfurl_id: 'x', unfurls })).toBe('missing_source');
  expect(await refused({ unfurl_id: 'x', source: 'elsewhere', unfurls })).toBe('invalid_source');
  expect(await refused({ unfurl_id: 'x', source: 'composer', unfurls })).toBe('invalid_unfurl_id');
  expect(await refused({ channel: DEPLOYS, ts, source: 'composer', unfurls })).toBe('missing_unfurl_id');
  const of = (url: string, shown: unknown = { blocks: [section('x')] }) =>
    refused({ channel: DEPLOYS, ts, unfurls: { [url]: shown } });
  expect(await of(`${URL}0`)).toBe('cannot_unfurl_message');
  expect(await of('https://evil.example/')).toBe('cannot_unfurl_url');
  expect(await of(URL, 'blocks')).toBe('invalid_unfurls_format');
  expect(await of(URL, { blocks: [{ type: 'section' }] })).toBe('invalid_blocks');
  const bare = await startSlack({ scopes: ['chat:write'] });
  expect(await bare.api('chat.unfurl', { channel: DEPLOYS, ts, unfurls })).toMatchObject({
    error: 'missing_scope',
  });
});
