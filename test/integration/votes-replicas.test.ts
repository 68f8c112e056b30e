import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CircleCiSimulator, createCircleCiSimulator } from '../../simulators/circleci/index.ts';
import { createSlackSimulator, messageText, type SlackSimulator } from '../../simulators/slack/index.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { ADA, BEN, CHIE, WEBHOOK_SECRET } from '../support/bot.ts';
import { type Balancer, startBalancer } from './support/balancer.ts';
import { createEmptyDatabase, type ServerDatabase } from './support/empty-database.ts';

const POLICY = `version: 1
rules:
  - { name: two, allow: [approve], who: { everyone: true }, when: { approvers: 2 } }
  - { name: run, allow: [run, subscribe], who: { everyone: true } }
`;

describe('approvals by several people on two replicas', () => {
  let slack: SlackSimulator;
  let circleci: CircleCiSimulator;
  let database: ServerDatabase;
  let balancer: Balancer;
  let folder: string;
  let apps: readonly App[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-votes-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    slack = createSlackSimulator({ limits: 'off' });
    circleci = createCircleCiSimulator({ timeScale: 0.01 });
    database = await createEmptyDatabase();
    await Promise.all([slack.start(), circleci.start()]);
    const config = readConfig({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      CIRCLECI_TOKEN: circleci.token,
      SHARED_IDENTITY: 'all',
      CIRCLECI_URL: circleci.url,
      CIRCLECI_WEBHOOK_SECRET: WEBHOOK_SECRET,
      POLICY_FILE: join(folder, 'policy.yaml'),
      DATABASE_URL: database.url,
      HOST: '127.0.0.1',
      PORT: '0',
    });
    const log = createLogger(process.env.TEST_LOG ?? 'silent');
    apps = [createApp(config, { log }), createApp(config, { log })];
    const [first, second] = await Promise.all(apps.map((app) => app.start()));
    balancer = await startBalancer([`http://127.0.0.1:${first?.port}`, `http://127.0.0.1:${second?.port}`]);
    slack.connect({ requestUrl: `${balancer.url}/slack/events` });
    circleci.control.setWebhook({
      url: `${balancer.url}/webhooks/circleci`,
      secret: WEBHOOK_SECRET,
      id: 'b1f5a4a0-1111-4222-8333-444455556666',
      name: 'chatops',
    });
  });
  afterAll(async () => {
    await circleci.stop();
    await Promise.all(apps.map((app) => app.stop()));
    await Promise.all([slack.stop(), balancer.stop()]);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (id: string) => slack.client.as(id);
  const card = (...texts: string[]) =>
    slack.client.waitFor(
      async () =>
        (await person(ADA).messages('deploys')).findLast(
          (message) =>
            message.user === slack.bot.userId &&
            message.threadTs === undefined &&
            texts.every((text) => messageText(message).includes(text)),
        ),
      { timeoutMs: 30_000, what: `a card with ${texts.join(', ')}` },
    );
  const approvals = () =>
    circleci.log.filter(({ method, path }) => method === 'POST' && path.includes('/approve/')).length;

  it('call CircleCI once when the last two click in the same moment, each at another replica', async () => {
    await person(ADA).command('deploys', '/circleci subscribe gh/acme/web-shop outcome:all');
    await slack.client.waitFor(async () => (await person(ADA).ephemerals('deploys')).length > 0);
    for (let round = 0; round < 3; round += 1) {
      const made = circleci.control.push('gh/acme/web-shop', { scenario: 'hold' });
      const shown = await card(`#${made?.number}`, 'approve-deploy', 'Approve');
      const before = approvals();
      // One vote on each, and the third as a second last one.
      const clicks = [ADA, BEN, CHIE].map((id) => person(id).click(shown, 'Approve'));
      expect(await Promise.all(clicks)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
      await card(`#${made?.number}`, 'Succeeded', 'Approved by');
      await circleci.idle();
      for (const app of apps) await app.drain();
      expect(approvals() - before).toBe(1);
    }
    expect(balancer.counts.every((count) => count > 0)).toBe(true);
  });
});
