import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { isJson, type Json, parseJson } from '../../../simulators/slack/json.ts';
import { ADA, startSlack } from './support.ts';

async function startSocketSlack() {
  const started = await startSlack({ mode: 'socket', ackTimeoutMs: 1_000 });
  const ticket = async () =>
    String((await started.api('apps.connections.open', {}, started.slack.appToken)).url);
  return { ...started, ticket };
}

/** A bare Socket Mode client: keeps what it hears, acknowledges as told. */
async function open(url: string, answer: (message: Json) => unknown = () => ({})) {
  const heard: Json[] = [];
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  socket.on('message', (data) => {
    const message = parseJson(data.toString());
    if (!isJson(message)) return;
    heard.push(message);
    const payload = message.envelope_id === undefined ? null : answer(message);
    if (payload !== null) socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }));
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { socket, heard };
}

test('hello, an envelope, an acknowledgement with a payload', async () => {
  const { slack, ticket } = await startSocketSlack();
  const bot = await open(await ticket(), () => ({ text: 'here' }));
  await slack.client.waitFor(() => bot.heard.length === 1);
  expect(bot.heard[0]).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: slack.bot.appId },
  });
  const ada = slack.client.as(ADA);
  expect(await ada.command('deploys', '/circleci status')).toMatchObject({ ok: true });
  expect(bot.heard[1]).toMatchObject({
    type: 'slash_commands',
    envelope_id: expect.any(String),
    accepts_response_payload: true,
    payload: { command: '/circleci', text: 'status', user_id: ADA, trigger_id: expect.any(String) },
  });
  expect(await ada.ephemerals('deploys')).toMatchObject([{ text: 'here' }]);
});

test('events carry no room for an answer; each payload goes to one socket', async () => {
  const { slack, ticket } = await startSocketSlack();
  const bots = [await open(await ticket()), await open(await ticket())];
  expect(slack.sockets).toBe(2);
  for (let i = 0; i < 4; i += 1) await slack.client.as(ADA).openHome();
  await slack.client.waitFor(() => slack.deliveries.length === 4);
  const events = bots.map(({ heard }) => heard.filter((message) => message.type === 'events_api'));
  expect(events.map((list) => list.length)).toEqual([2, 2]);
  expect(events[0]?.[0]).toMatchObject({
    accepts_response_payload: false,
    retry_attempt: 0,
    payload: { type: 'event_callback' },
  });
});

test('no socket, no answer, a socket lost on the way', async () => {
  const { slack, ticket } = await startSocketSlack();
  const ada = slack.client.as(ADA);
  expect(await ada.command('deploys', '/circleci x')).toMatchObject({ error: 'app_not_reachable' });
  const silent = await open(await ticket(), () => null);
  expect(await ada.command('deploys', '/circleci x')).toMatchObject({ error: 'operation_timeout' });
  const lost = ada.command('deploys', '/circleci x');
  await slack.client.waitFor(() => silent.heard.length === 3);
  silent.socket.terminate();
  expect(await lost).toMatchObject({ error: 'app_not_reachable' });
});

test('a ticket is good once, and an eleventh socket is refused', async () => {
  const { slack, ticket } = await startSocketSlack();
  const used = await ticket();
  await open(used);
  await expect(open(used)).rejects.toThrow('403');
  await expect(open(used.replace(/ticket=\w+/, 'ticket=forged'))).rejects.toThrow('403');
  for (let i = 0; i < 9; i += 1) await open(await ticket());
  expect(slack.sockets).toBe(10);
  await expect(open(await ticket())).rejects.toThrow('403');
});

test('disconnect: announced, then closed', async () => {
  const { slack, ticket } = await startSocketSlack();
  const bot = await open(await ticket());
  slack.disconnectSockets('warning');
  await slack.client.waitFor(() => bot.heard.some((message) => message.reason === 'warning'));
  expect(slack.sockets).toBe(1);
  slack.disconnectSockets('refresh_requested');
  await slack.client.waitFor(() => slack.sockets === 0);
  expect(bot.heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
});
