import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSlackSimulator, type SlackSimulator } from '../../../simulators/slack/index.ts';
import { createSlackApi } from '../../../src/slack/create-slack-api.ts';
import type { SlackApi } from '../../../src/slack/slack-api.ts';
import { createWebClient } from '../../../src/slack/web-client.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

const ADA = 'U0ADA00001';
const BEN = 'U0BEN00002';

let slack: SlackSimulator;
let api: SlackApi;
beforeAll(async () => {
  slack = createSlackSimulator({
    limits: 'off',
    channels: [
      ...Array.from({ length: 1_100 }, (_, index) => ({ id: `C0MANY${index}`, name: `many-${index}` })),
      { id: 'C0PRIVATE1', name: 'ours', isPrivate: true, members: [ADA] },
      { id: 'C0PRIVATE2', name: 'theirs', isPrivate: true, botIsMember: false },
      { id: 'C0BENS0001', name: 'bens', members: [BEN] },
    ],
  });
  await slack.start();
  const log = createLogger('silent');
  const { botToken, apiUrl } = slack;
  const config = { botToken, apiUrl, signingSecret: slack.signingSecret, appToken: undefined };
  api = createSlackApi(createWebClient(config, log), slack.apiUrl, createMetrics(), log);
});
afterAll(() => slack.stop());
const calls = () => slack.calls.filter(({ method }) => method === 'users.conversations').length;

it('are those that a person is in, and of the private ones those that the bot is in as well', async () => {
  const [adas, again] = await Promise.all([api.channelsOf(ADA), api.channelsOf(ADA)]);
  expect(again).toBe(adas);
  expect(calls()).toBe(3);
  expect(adas.size).toBe(1_101);
  expect(adas.has('C0PRIVATE1')).toBe(true);
  const bens = await api.channelsOf(BEN);
  expect(bens.has('C0BENS0001')).toBe(true);
  expect(adas.has('C0BENS0001') || bens.has('C0PRIVATE1') || bens.has('C0PRIVATE2')).toBe(false);
});

it('are not remembered when Slack did not say', async () => {
  slack.faults.next({ method: 'users.conversations', behaviour: 'error', error: 'missing_scope' });
  await expect(api.channelsOf('U0CHIE0003')).rejects.toMatchObject({ slackCode: 'missing_scope' });
  expect((await api.channelsOf('U0CHIE0003')).size).toBe(1_100);
  await expect(api.channelsOf('U0NOBODY99')).rejects.toMatchObject({ slackCode: 'user_not_found' });
});
