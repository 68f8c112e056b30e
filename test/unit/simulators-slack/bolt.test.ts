import { App, LogLevel } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { ADA, actions, BEN, button, DEPLOYS, section, startSlack } from './support.ts';

/** The simulator against the real SDK: what Bolt accepts and understands is right. */
async function startBolt(mode: 'http' | 'socket') {
  const { slack } = await startSlack({ mode });
  const app = new App({
    token: slack.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: `${slack.apiUrl}/`, retryConfig: { retries: 0 } },
    ...(mode === 'http'
      ? { signingSecret: slack.signingSecret }
      : { appToken: slack.appToken, socketMode: true }),
  });
  app.command('/circleci', async ({ ack, command, client, respond }) => {
    await ack();
    if (command.text === 'modal') {
      await client.views.open({ trigger_id: command.trigger_id, view: modal('Start') });
    } else if (command.text === 'private') {
      await respond({ text: `only for <@${command.user_id}>` });
    } else {
      await client.chat.postMessage({
        channel: command.channel_id,
        text: command.text,
        blocks: [section(command.text), actions(button('Approve', 'approve', { value: '7' }))],
        metadata: { event_type: 'card_posted', event_payload: { seq: 1 } },
      });
    }
  });
  app.action('approve', async ({ ack, body, client, action }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message || action.type !== 'button') return;
    const text = `approved ${action.value} by <@${body.user.id}>`;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text,
      blocks: [section(text)],
    });
  });
  app.options('project', async ({ ack, options }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: options.value }, value: options.value }] });
  });
  app.view('start', async ({ ack, view, client }) => {
    const chosen = view.state.values.project?.project?.selected_option?.value ?? 'none';
    if (chosen === 'bad') return ack({ response_action: 'errors', errors: { project: 'not this one' } });
    await ack();
    await client.chat.postMessage({ channel: DEPLOYS, text: `started ${chosen}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('welcome')] } });
  });
  if (mode === 'http') {
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    const address = server && 'address' in server ? server.address() : null;
    if (address === null || typeof address === 'string') throw new Error('Bolt listens on no port');
    slack.connect({ requestUrl: `http://127.0.0.1:${address.port}/slack/events` });
    onTestFinished(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      return app.stop().then(() => undefined);
    });
  } else {
    await app.start();
    await slack.client.waitFor(() => slack.sockets === 1);
    onTestFinished(() => app.stop().then(() => undefined));
  }
  return slack;
}

function modal(title: string) {
  return {
    type: 'modal' as const,
    callback_id: 'start',
    title: { type: 'plain_text' as const, text: title },
    submit: { type: 'plain_text' as const, text: 'Go' },
    blocks: [
      {
        type: 'input',
        block_id: 'project',
        label: { type: 'plain_text', text: 'Project' },
        element: { type: 'external_select', action_id: 'project', min_query_length: 0 },
      },
    ],
  };
}

test.each(['http', 'socket'] as const)('Bolt over %s: command, card, click, modal, home', async (mode) => {
  const slack = await startBolt(mode);
  const ada = slack.client.as(ADA);
  const ben = slack.client.as(BEN);

  expect(await ada.command('deploys', '/circleci run web')).toMatchObject({ ok: true });
  const card = await slack.client.waitFor(async () => (await ben.messages('deploys'))[0]);
  expect(card).toMatchObject({ text: 'run web', user: slack.bot.userId });

  expect(await ben.click(card, 'Approve')).toMatchObject({ ok: true });
  await slack.client.waitFor(
    async () => (await ada.messages('deploys'))[0]?.text === `approved 7 by <@${BEN}>`,
  );

  await ada.command('deploys', '/circleci private');
  const secret = await slack.client.waitFor(async () => (await ada.ephemerals('deploys'))[0]);
  expect(secret.text).toBe(`only for <@${ADA}>`);
  expect(await ben.ephemerals('deploys')).toEqual([]);

  await ada.command('deploys', '/circleci modal');
  const view = await slack.client.waitFor(() => ada.modal());
  await ada.options(view, 'project', 'bad');
  await ada.options(view, 'project', 'api');
  expect(await ada.submit(view, { project: 'bad' })).toMatchObject({
    ok: false,
    errors: { project: 'not this one' },
  });
  expect(await ada.submit(view, { project: 'api' })).toEqual({ ok: true });
  expect(await ada.modal()).toBeNull();
  await slack.client.waitFor(async () =>
    (await ada.messages('deploys')).some((m) => m.text === 'started api'),
  );

  await ada.openHome();
  await slack.client.waitFor(() => ada.home());
  expect(slack.calls.filter((call) => !call.ok)).toEqual([]);
  expect(slack.deliveries.filter((one) => !one.acknowledgement.ok)).toEqual([]);
});
