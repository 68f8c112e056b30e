import { expect, test } from 'vitest';
import { isJson, type Json } from '../../../simulators/slack/json.ts';
import { ADA, BEN, type BotHears, section, startBot, startSlack } from './support.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (block_id: string, element: Json, more: Json = {}) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element: { action_id: `${block_id}_value`, ...element },
  ...more,
});
const modal = (title: string, blocks: readonly unknown[] = [section('s')], more: Json = {}) => ({
  type: 'modal',
  callback_id: 'run',
  title: plain(title),
  submit: plain('Go'),
  blocks,
  ...more,
});
type Answer = Parameters<typeof startBot>[0];

/** A modal opened for Ada after a command; `answer` answers everything after that. */
async function opened(view: Json, answer: Answer = () => ({})) {
  let now = 1_700_000_000_000;
  const { slack, api } = await startSlack({ clock: { now: () => now } });
  const bot = await startBot((heard: BotHears) => (heard.body.command ? {} : answer(heard)));
  slack.connect(bot);
  const ada = slack.client.as(ADA);
  await ada.command('deploys', '/circleci run');
  const trigger_id = bot.heard[0]?.body.trigger_id;
  const reply = await api('views.open', { trigger_id, view });
  const shown = await ada.modal();
  if (!shown) throw new Error(`no modal: ${JSON.stringify(reply)}`);
  const hears = () => bot.heard.at(-1)?.body ?? {};
  const forward = (milliseconds: number) => {
    now += milliseconds;
  };
  return { slack, api, bot, ada, shown, trigger_id, reply, hears, forward };
}

test('a trigger opens one view within three seconds', async () => {
  const { slack, api, bot, ada, trigger_id, forward } = await opened(modal('One'));
  const open = (id: unknown) => api('views.open', { trigger_id: id, view: modal('Two') });
  expect(await open(trigger_id)).toMatchObject({ error: 'exchanged_trigger_id' });
  expect(await open('1.2.made-up')).toMatchObject({ error: 'invalid_trigger_id' });
  await ada.command('deploys', '/circleci run');
  forward(3001);
  expect(await open(bot.heard.at(-1)?.body.trigger_id)).toMatchObject({ error: 'expired_trigger_id' });
  expect(await slack.client.as(BEN).modal()).toBeNull();
});

test('a view Slack refuses leaves the trigger unused', async () => {
  const { api, ada, bot } = await opened(modal('One'));
  await ada.command('deploys', '/circleci run');
  const trigger_id = bot.heard.at(-1)?.body.trigger_id;
  expect(await api('views.open', { trigger_id, view: modal('x'.repeat(25)) })).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: {
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    },
  });
  const large = modal(
    'L',
    Array.from({ length: 100 }, () => section('x'.repeat(2990))),
  );
  expect(await api('views.open', { trigger_id, view: large })).toMatchObject({ error: 'view_too_large' });
  expect(await api('views.open', { trigger_id, view: modal('Two') })).toMatchObject({ ok: true });
  expect(await ada.modal()).toMatchObject({ title: 'Two' });
});

test('views.update: by id or external_id, guarded by hash', async () => {
  const { api, ada, shown } = await opened(modal('One', [section('loading')], { external_id: 'mine' }));
  const update = (args: Json) =>
    api('views.update', { view: modal('New', [section('ready')], { external_id: 'mine' }), ...args });
  expect(await update({ view_id: shown.id, hash: 'old' })).toMatchObject({ error: 'hash_conflict' });
  expect(await update({ view_id: 'V0NONE' })).toMatchObject({ error: 'not_found' });
  expect(await update({ external_id: 'mine', hash: shown.hash })).toMatchObject({
    ok: true,
    view: { id: shown.id },
  });
  const after = await ada.modal();
  expect(after).toMatchObject({ id: shown.id, title: 'New' });
  expect(after?.hash).not.toBe(shown.hash);
});

test('views.open answers with the view as it is stored', async () => {
  const blocks = [{ type: 'section', text: plain('s'), accessory: { type: 'users_select' } }];
  const view = modal('One', blocks, { close: plain('No'), private_metadata: 'kept', external_id: 'mine' });
  const { slack, api, ada, bot, reply } = await opened(view);
  expect(reply).toMatchObject({
    ok: true,
    view: {
      id: expect.stringMatching(/^V/),
      team_id: slack.team.id,
      bot_id: slack.bot.botId,
      app_id: slack.bot.appId,
      type: 'modal',
      title: plain('One'),
      submit: plain('Go'),
      close: plain('No'),
      private_metadata: 'kept',
      external_id: 'mine',
      callback_id: 'run',
      clear_on_close: false,
      notify_on_close: false,
      previous_view_id: null,
      state: { values: {} },
      blocks: [
        {
          block_id: expect.stringMatching(/^\w{5}$/),
          accessory: { action_id: expect.stringMatching(/^\w{5}$/) },
        },
      ],
    },
  });
  const below = isJson(reply.view) ? reply.view.id : null;
  await ada.command('deploys', '/circleci run');
  const pushed = await api('views.push', {
    trigger_id: bot.heard.at(-1)?.body.trigger_id,
    view: modal('Two'),
  });
  expect(pushed).toMatchObject({
    view: { previous_view_id: below, root_view_id: below, private_metadata: '', close: null },
  });
});

test('clear_on_close closes the whole stack', async () => {
  const { api, ada, bot } = await opened(modal('One'));
  await ada.command('deploys', '/circleci run');
  const view = modal('Two', [section('s')], { clear_on_close: true, notify_on_close: true });
  await api('views.push', { trigger_id: bot.heard.at(-1)?.body.trigger_id, view });
  const top = await ada.modal();
  if (top) await ada.close(top);
  expect(await ada.modal()).toBeNull();
  expect(bot.heard.at(-1)?.body).toMatchObject({ type: 'view_closed', is_cleared: true });
});

test('at most three views in a stack; an external_id is unique', async () => {
  const { api, ada, bot } = await opened(modal('One', [section('s')], { external_id: 'mine' }));
  const push = async (view: Json) => {
    await ada.command('deploys', '/circleci run');
    return api('views.push', { trigger_id: bot.heard.at(-1)?.body.trigger_id, view });
  };
  expect(await push(modal('Two', [section('s')], { external_id: 'mine' }))).toMatchObject({
    error: 'duplicate_external_id',
  });
  expect(await push(modal('Two'))).toMatchObject({ ok: true });
  expect(await push(modal('Three'))).toMatchObject({ ok: true });
  expect(await push(modal('Four'))).toMatchObject({ error: 'push_limit_reached' });
  for (const title of ['Three', 'Two', 'One']) {
    const top = await ada.modal();
    expect(top?.title).toBe(title);
    if (top) await ada.submit(top);
  }
  expect(await ada.modal()).toBeNull();
});

test('view_submission carries every input’s state, touched or not', async () => {
  const options = ['a', 'b'].map((value) => ({ text: plain(value), value }));
  const { ada, shown, hears } = await opened(
    modal('Run', [
      input('branch', { type: 'plain_text_input', initial_value: 'main' }),
      input('note', { type: 'plain_text_input' }, { optional: true }),
      input('kinds', { type: 'checkboxes', options }, { optional: true }),
      input('env', { type: 'static_select', options }),
      input('where', { type: 'conversations_select', response_url_enabled: true }),
      input('who', { type: 'multi_users_select', max_selected_items: 1 }, { optional: true }),
      input('when', { type: 'datepicker' }, { optional: true }),
    ]),
  );
  const done = await ada.submit(shown, {
    env: 'b',
    kinds: ['a'],
    where: 'C0DEPLOYS1',
    who: [BEN],
    when: '2026-12-01',
  });
  expect(done).toEqual({ ok: true });
  expect(hears()).toMatchObject({
    type: 'view_submission',
    user: { id: ADA },
    view: {
      id: shown.id,
      callback_id: 'run',
      state: {
        values: {
          branch: { branch_value: { type: 'plain_text_input', value: 'main' } },
          note: { note_value: { type: 'plain_text_input', value: null } },
          kinds: { kinds_value: { type: 'checkboxes', selected_options: [options[0]] } },
          env: { env_value: { type: 'static_select', selected_option: options[1] } },
          where: { where_value: { type: 'conversations_select', selected_conversation: 'C0DEPLOYS1' } },
          who: { who_value: { type: 'multi_users_select', selected_users: [BEN] } },
          when: { when_value: { type: 'datepicker', selected_date: '2026-12-01' } },
        },
      },
    },
    response_urls: [
      { block_id: 'where', channel_id: 'C0DEPLOYS1', response_url: expect.stringContaining('/response/') },
    ],
  });
});

test('the client itself asks for what is missing, without bothering the bot', async () => {
  const { ada, shown, bot } = await opened(
    modal('Run', [input('branch', { type: 'plain_text_input', min_length: 3 })]),
  );
  expect(await ada.submit(shown)).toMatchObject({
    ok: false,
    errors: { branch: 'Please complete this required field.' },
  });
  expect(await ada.submit(shown, { branch: 'ma' })).toMatchObject({
    ok: false,
    errors: { branch: 'Please enter at least 3 characters.' },
  });
  await expect(ada.submit(shown, { brunch: 'x' })).rejects.toThrow(
    'has no input brunch. Its blocks: branch.',
  );
  expect(bot.heard).toHaveLength(1);
  expect(await ada.submit(shown, { branch: 'main' })).toEqual({ ok: true });
});

const answers: readonly [string, Json | undefined, object, string[]][] = [
  ['nothing', undefined, { ok: true }, []],
  [
    'errors',
    { response_action: 'errors', errors: { branch: 'No such branch' } },
    { ok: false, errors: { branch: 'No such branch' } },
    ['Run'],
  ],
  [
    'errors for no input',
    { response_action: 'errors', errors: { other: 'x' } },
    { ok: false, error: 'invalid_view_response' },
    ['Run'],
  ],
  ['update', { response_action: 'update', view: modal('Done') }, { ok: true }, ['Done']],
  ['push', { response_action: 'push', view: modal('Next') }, { ok: true }, ['Run', 'Next']],
  ['clear', { response_action: 'clear' }, { ok: true }, []],
  [
    'a view Slack refuses',
    { response_action: 'update', view: { type: 'modal' } },
    { ok: false, error: 'invalid_view_response' },
    ['Run'],
  ],
  ['nonsense', { response_action: 'explode' }, { ok: false, error: 'invalid_view_response' }, ['Run']],
];

test.each(answers)('acknowledged with %s', async (_name, json, result, titles) => {
  const { slack, ada, shown } = await opened(
    modal('Run', [input('branch', { type: 'plain_text_input' })]),
    () => (json === undefined ? {} : { json }),
  );
  expect(await ada.submit(shown, { branch: 'main' })).toMatchObject(result);
  const bootstrap: unknown = await (await fetch(`${slack.url}/client/bootstrap?user=${ADA}`)).json();
  const views = isJson(bootstrap) && Array.isArray(bootstrap.views) ? bootstrap.views : [];
  expect(views.map((view: Json) => view.title)).toEqual(titles);
});

test('an answer that comes after the modal was closed changes nothing, not even the one opened since', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { api, bot, ada, shown } = await opened(modal('Run'), async () => {
    await held;
    return { json: { response_action: 'update', view: modal('Late') } };
  });
  const submitting = ada.submit(shown);
  await ada.close(shown);
  await ada.command('deploys', '/circleci run');
  await api('views.open', { trigger_id: bot.heard.at(-1)?.body.trigger_id, view: modal('Newer') });
  release();
  expect(await submitting).toEqual({ ok: true });
  expect(await ada.modal()).toMatchObject({ title: 'Newer' });
});

test('a slow or broken bot leaves the modal open', async () => {
  const { ada, shown } = await opened(modal('Run'), () => ({ status: 500 }));
  expect(await ada.submit(shown)).toEqual({ ok: false, error: 'dispatch_failed' });
  expect(await ada.modal()).toMatchObject({ title: 'Run' });
});

test('typeahead: query, state of the other inputs, and only offered options can be submitted', async () => {
  const fields = [
    input('project', { type: 'external_select', min_query_length: 1 }),
    input('branch', { type: 'external_select', min_query_length: 0 }),
  ];
  const { slack, ada, shown, hears } = await opened(modal('Run', fields), ({ body }) => {
    if (body.type !== 'block_suggestion') return {};
    const found = [`${body.value}/web`, `${body.value}/api`].map((value) => ({ text: plain(value), value }));
    if (body.value === 'bad') return { json: { options: [{ text: plain('x'.repeat(76)), value: 'x' }] } };
    return {
      json:
        body.block_id === 'project'
          ? { options: found }
          : { option_groups: [{ label: plain('g'), options: found }] },
    };
  });
  await expect(ada.options(shown, 'project', '')).rejects.toThrow('query_too_short');
  expect(await ada.options(shown, 'project', 'gh')).toMatchObject({
    ok: true,
    options: [{ value: 'gh/web' }, { value: 'gh/api' }],
  });
  expect(await ada.options(shown, 'branch', '', { project: 'gh/web' })).toMatchObject({
    optionGroups: [{ options: [{}, {}] }],
  });
  expect(hears()).toMatchObject({
    type: 'block_suggestion',
    block_id: 'branch',
    action_id: 'branch_value',
    value: '',
    container: { type: 'view', view_id: shown.id },
    view: { state: { values: { project: { project_value: { selected_option: { value: 'gh/web' } } } } } },
  });
  expect(await ada.options(shown, 'project', 'bad')).toEqual({ ok: false, error: 'invalid_options' });
  expect(slack.deliveries.at(-1)?.problems[0]).toContain('must be less than 76 characters');

  const forged = { type: 'external_select', selected_option: { text: plain('x'), value: 'gh/secret' } };
  const body = { user: ADA, viewId: shown.id, viewState: { project: { project_value: forged } } };
  const response = await fetch(`${slack.url}/client/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([response.status, await response.json()]).toEqual([400, { ok: false, error: 'invalid_state' }]);
  expect(await ada.submit(shown, { project: 'gh/api', branch: '/web' })).toEqual({ ok: true });
});

test('an input dispatches only when its block says so', async () => {
  const field = { type: 'static_select', options: [{ text: plain('a'), value: 'a' }] };
  const { ada, shown, hears } = await opened(
    modal('Run', [input('one', field, { dispatch_action: true }), input('two', field)]),
  );
  await ada.click(shown, 'one_value', 'a', { two: 'a' });
  expect(hears()).toMatchObject({
    type: 'block_actions',
    container: { type: 'view' },
    view: {
      state: {
        values: {
          one: { one_value: { selected_option: { value: 'a' } } },
          two: { two_value: { selected_option: { value: 'a' } } },
        },
      },
    },
    actions: [{ action_id: 'one_value', block_id: 'one' }],
  });
  expect(hears()).not.toHaveProperty('response_url');
  await expect(ada.click(shown, 'two_value', 'a')).rejects.toThrow('element_does_not_dispatch');
});

test('cancel: the bot hears of it only where it asked to', async () => {
  const silent = await opened(modal('Run'));
  await silent.ada.close(silent.shown);
  expect(silent.bot.heard).toHaveLength(1);
  const asked = await opened(modal('Run', [section('s')], { notify_on_close: true }));
  await asked.ada.close(asked.shown);
  expect(asked.hears()).toMatchObject({
    type: 'view_closed',
    is_cleared: false,
    view: { id: asked.shown.id },
  });
  expect(await asked.ada.modal()).toBeNull();
  expect(await asked.api('views.update', { view_id: asked.shown.id, view: modal('Late') })).toMatchObject({
    error: 'not_found',
  });
  await expect(asked.ada.submit(asked.shown)).rejects.toThrow('view_not_found');
});
