import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CircleCiSimulator, createCircleCiSimulator } from '../../simulators/circleci/index.ts';
import { createSlackSimulator, messageText, type SlackSimulator } from '../../simulators/slack/index.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { ADA, BEN, WEBHOOK_SECRET } from '../support/bot.ts';
import { type Balancer, startBalancer } from './support/balancer.ts';
import { createEmptyDatabase, type ServerDatabase } from './support/empty-database.ts';

const PROJECT = 'gh/acme/web-shop';

describe('two replicas on one PostgreSQL database', () => {
  let slack: SlackSimulator;
  let circleci: CircleCiSimulator;
  let database: ServerDatabase;
  let balancer: Balancer;
  let apps: readonly [App, App];

  beforeAll(async () => {
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
      DATABASE_URL: database.url,
      HOST: '127.0.0.1',
      PORT: '0',
    });
    const log = createLogger(process.env.TEST_LOG ?? 'silent');
    apps = [createApp(config, { log }), createApp(config, { log })];
    // Both at once, on a database without a table: only one of them may migrate it.
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
  });

  const person = (id: string) => slack.client.as(id);
  const cardsOf = async (number: number) =>
    (await person(ADA).messages('deploys')).filter(
      (message) =>
        message.user === slack.bot.userId &&
        // Not its replies, nor another's card, which may name it as the last green one.
        message.threadTs === undefined &&
        messageText(message).includes(`|web-shop #${number}>`),
    );
  const card = (number: number, ...texts: string[]) =>
    slack.client.waitFor(
      async () =>
        (await cardsOf(number)).find((one) => texts.every((text) => messageText(one).includes(text))),
      { timeoutMs: 45_000, what: `the card of #${number} with ${texts.join(', ')}` },
    );
  const posts = (path: RegExp) =>
    circleci.log.filter((request) => request.method === 'POST' && path.test(request.path)).length;
  const push = (scenario: Parameters<CircleCiSimulator['control']['setScenario']>[1]) => {
    const made = circleci.control.push(PROJECT, { scenario });
    if (made === null) throw new Error(`${scenario} made no pipeline`);
    return made.number;
  };
  const quiet = async () => {
    await circleci.idle();
    for (const app of apps) await app.drain();
  };
  /** The newest pipeline with a hold that waits, found by the job that webhooks do not tell of. */
  const held = async () => {
    const number = push('hold');
    return { number, shown: await card(number, 'approve-deploy', 'Approve') };
  };

  it('share what one of them was told', async () => {
    await person(ADA).command('deploys', `/circleci subscribe ${PROJECT} outcome:all`);
    await slack.client.waitFor(async () => (await person(ADA).ephemerals('deploys')).length > 0);
    await person(ADA).command('deploys', '/circleci subscriptions');
    await slack.client.waitFor(async () =>
      (await person(ADA).ephemerals('deploys')).some(({ text }) => text.includes('Remove one with')),
    );
    expect(balancer.counts.every((count) => count > 0)).toBe(true);
  });

  it.each(['alternately', 'to both'] as const)(
    'make one card of a pipeline whose webhooks go %s',
    async (way) => {
      balancer.way = way;
      const numbers = [push('success'), push('failure'), push('fan-out'), push('two-workflows')];
      for (const number of numbers) await card(number, number === numbers[1] ? 'Failed' : 'Succeeded');
      await quiet();
      for (const number of numbers) expect(await cardsOf(number)).toHaveLength(1);
    },
  );

  it('do once what one click asks, when it reaches both', async () => {
    const { number, shown } = await held();
    const before = posts(/\/approve\//);
    balancer.way = 'to both';
    await person(ADA).click(shown, 'Approve');
    await card(number, 'Succeeded', `approved by <@${ADA}>`);
    await quiet();
    expect(posts(/\/approve\//) - before).toBe(1);
    expect(await cardsOf(number)).toHaveLength(1);
  });

  it('start one pipeline of a command that reaches both', async () => {
    balancer.way = 'to both';
    const before = posts(/\/pipeline/);
    await person(ADA).command('deploys', `/circleci run ${PROJECT} scenario/success`);
    await slack.client.waitFor(() => posts(/\/pipeline/) > before);
    await quiet();
    expect(posts(/\/pipeline/) - before).toBe(1);
  });

  it('call CircleCI once for two people who click in the same moment, each at another replica', async () => {
    for (let round = 0; round < 5; round++) {
      balancer.way = 'to both';
      const { number, shown } = await held();
      const before = posts(/\/approve\//);
      balancer.way = 'alternately';
      const clicks = [ADA, BEN].map((id) => person(id).click(shown, 'Approve'));
      expect(await Promise.all(clicks)).toMatchObject([{ ok: true }, { ok: true }]);
      await card(number, 'Succeeded', 'approved by');
      await quiet();
      expect(posts(/\/approve\//) - before).toBe(1);
    }
  });

  it('finish what the other one began when that one stops', async () => {
    balancer.way = 'alternately';
    const { number, shown } = await held();
    const running = [push('success'), push('fan-out')];
    balancer.way = 'to the second';
    const began = performance.now();
    await apps[0].stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    await person(ADA).click(shown, 'Approve');
    for (const one of [...running, number]) await card(one, 'Succeeded');
    await apps[1].drain();
    for (const one of [...running, number]) expect(await cardsOf(one)).toHaveLength(1);
  });
});
