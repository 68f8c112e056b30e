import { expect, test } from 'vitest';
import { ADA, actions, BEN, button, DEPLOYS, section, startBot, startSlack } from './support.ts';

const option = (text: string, value: string) => ({ text: { type: 'plain_text', text }, value });
const select = {
  type: 'static_select',
  action_id: 'choose',
  options: [option('Main', 'main'), option('Next', 'next')],
};

async function withCard(blocks: readonly unknown[], options = {}) {
  const { slack, api } = await startSlack(options);
  const bot = await startBot();
  slack.connect(bot);
  const { ts } = await api('chat.postMessage', { channel: DEPLOYS, text: 'card', blocks });
  const ada = slack.client.as(ADA);
  const [card] = await ada.messages('deploys');
  if (!card) throw new Error('no card');
  return { slack, api, bot, ada, card, ts };
}

test('block_actions carries container, message, channel, state and the action', async () => {
  const { slack, bot, ada, card, ts } = await withCard([
    section('s'),
    { ...actions(button('Approve', 'approve', { value: '7', style: 'primary' }), select) },
  ]);
  expect(await ada.click(card, 'Approve')).toMatchObject({ ok: true, ackMs: expect.any(Number) });
  expect(bot.heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(bot.heard[0]?.body).toMatchObject({
    type: 'block_actions',
    team: { id: slack.team.id, domain: 'workshop' },
    user: { id: ADA, username: 'ada', name: 'ada', team_id: slack.team.id },
    api_app_id: slack.bot.appId,
    container: { type: 'message', message_ts: ts, channel_id: DEPLOYS, is_ephemeral: false },
    channel: { id: DEPLOYS, name: 'deploys' },
    message: {
      ts,
      text: 'card',
      bot_id: slack.bot.botId,
      blocks: [{ type: 'section', block_id: expect.any(String) }, {}],
    },
    state: { values: { buttons: { choose: { type: 'static_select', selected_option: null } } } },
    response_url: expect.stringContaining('/response/'),
    trigger_id: expect.any(String),
    actions: [
      {
        type: 'button',
        action_id: 'approve',
        block_id: 'buttons',
        value: '7',
        style: 'primary',
        text: { type: 'plain_text', text: 'Approve' },
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    ],
  });
});

test('a choice is the block’s own option, and stays chosen', async () => {
  const { bot, ada, card } = await withCard([actions(select, button('Go', 'go'))]);
  await ada.click(card, 'choose', 'Next');
  await ada.click(card, 'go');
  expect(bot.heard[0]?.body).toMatchObject({
    actions: [{ type: 'static_select', selected_option: option('Next', 'next') }],
  });
  const values = { buttons: { choose: { selected_option: { value: 'next' } } } };
  expect(bot.heard[1]?.body).toMatchObject({ state: { values } });
});

test('an overflow menu’s option', async () => {
  const menu = { type: 'overflow', action_id: 'more', options: select.options };
  const { bot, ada, card } = await withCard([section('s', { accessory: menu })]);
  await ada.click(card, 'more', 'main');
  expect(bot.heard[0]?.body).toMatchObject({
    actions: [{ type: 'overflow', selected_option: { value: 'main' } }],
  });
});

test('nobody can click what is not there, choose what is not offered, or see others’ messages', async () => {
  const { slack, api, bot, ada, card } = await withCard([actions(select, button('Go', 'go'))]);
  await expect(ada.click(card, 'Approve')).rejects.toThrow(
    'There are: (no text) [choose in buttons], Go [go in buttons]',
  );
  await expect(ada.click(card, 'choose', 'release')).rejects.toThrow('There are: main, next');
  const post = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${slack.url}/client/click`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const click = { user: ADA, channel: DEPLOYS, ts: card.ts, blockId: 'buttons', actionId: 'choose' };
  const forged = { type: 'static_select', selected_option: { value: 'release' } };
  expect(await post({ ...click, state: forged })).toEqual({
    status: 400,
    body: { ok: false, error: 'invalid_state' },
  });
  expect(await post(click)).toMatchObject({ status: 400 });
  expect(await post({ ...click, actionId: 'approve' })).toMatchObject({
    status: 404,
    body: { error: 'element_not_found' },
  });
  expect(await post({ ...click, user: 7 })).toMatchObject({ status: 400, body: { error: 'invalid_input' } });

  const { message_ts } = await api('chat.postEphemeral', {
    channel: DEPLOYS,
    user: BEN,
    text: 'x',
    blocks: [actions(button('Go', 'go'))],
  });
  expect(await post({ ...click, ts: message_ts, actionId: 'go' })).toMatchObject({
    body: { error: 'message_not_found' },
  });
  expect(bot.heard).toEqual([]);
});

test('an ephemeral message is named in the payload but not repeated', async () => {
  const { slack, api, bot } = await withCard([section('s')]);
  const ben = slack.client.as(BEN);
  await api('chat.postEphemeral', {
    channel: DEPLOYS,
    user: BEN,
    text: 'x',
    blocks: [actions(button('Go', 'go'))],
  });
  const [message] = await ben.ephemerals('deploys');
  if (message) await ben.click(message, 'go');
  expect(bot.heard[0]?.body).toMatchObject({ container: { is_ephemeral: true, message_ts: message?.ts } });
  expect(bot.heard[0]?.body).not.toHaveProperty('message');
});

test('a card that changed meanwhile: refused at once, or accepted from a slow client', async () => {
  for (const clientLagMs of [0, 60_000]) {
    const { api, bot, ada, card, ts } = await withCard([actions(button('Go', 'go'))], { clientLagMs });
    await api('chat.update', { channel: DEPLOYS, ts, text: 'gone' });
    if (clientLagMs === 0) await expect(ada.click(card, 'go')).rejects.toThrow('element_not_found');
    else expect(await ada.click(card, 'go')).toMatchObject({ ok: true });
    expect(bot.heard).toHaveLength(clientLagMs === 0 ? 0 : 1);
  }
});

test('two people at once are two requests with their own names', async () => {
  const { slack, bot, ada, card } = await withCard([actions(button('Go', 'go'))]);
  await Promise.all([ada.click(card, 'go'), slack.client.as(BEN).click(card, 'go')]);
  const who = bot.heard.map(({ body }) => JSON.stringify(body.user));
  expect(who.some((user) => user.includes(ADA)) && who.some((user) => user.includes(BEN))).toBe(true);
});

test('a person from another workspace can click, with their own team', async () => {
  const outsider = { id: 'U0OUTSIDE9', name: 'olu', realName: 'Olu', teamId: 'T0ELSEWHER' };
  const { slack, bot, card } = await withCard([actions(button('Go', 'go'))], {
    users: [{ id: ADA, name: 'ada', realName: 'Ada' }, outsider],
  });
  await slack.client.as(outsider.id).click(card, 'go');
  expect(bot.heard[0]?.body).toMatchObject({ team: { id: slack.team.id }, user: { team_id: 'T0ELSEWHER' } });
});

test('in a thread: a person’s reply is a reply, and a click there names the thread', async () => {
  const { api, bot, ada, ts } = await withCard([section('s')]);
  await ada.say('deploys', 'why?', String(ts));
  await api('chat.postMessage', {
    channel: DEPLOYS,
    text: 'r',
    thread_ts: ts,
    blocks: [actions(button('Go', 'go'))],
  });
  const [card, question, reply] = await ada.messages('deploys');
  expect(card).toMatchObject({ replyCount: 2 });
  expect(card).not.toHaveProperty('threadTs');
  expect(question).toMatchObject({ user: ADA, text: 'why?', threadTs: ts });
  if (reply) await ada.click(reply, 'go');
  expect(bot.heard[0]?.body).toMatchObject({ container: { thread_ts: ts }, message: { thread_ts: ts } });
  await expect(ada.say('deploys', 'deeper', reply?.ts)).rejects.toThrow('thread_not_found');
});
