import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoProjects } from '../../simulators/circleci/demo/projects.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const FIRST = 3_000_000_000;

describeWithDatabase('what CircleCI’s answers may hold', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    const projects = demoProjects.map((project) =>
      project.name === 'web-shop'
        ? { ...project, firstPipelineNumber: FIRST, commitSubjects: ['Half a \ud83d and a \0 byte'] }
        : project,
    );
    bot = await startBot(databases, { circleci: { projects } });
  });
  afterAll(() => bot.stop());

  const answer = async (words: string, text: string, user = ADA) => {
    await bot.slack.client.as(user).command('deploys', `/circleci ${words}`);
    return bot.told(user, 'deploys', text);
  };

  it('numbers beyond 2147483647 are stored, shown and understood in commands and links', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    expect(Number(number.slice(1))).toBeGreaterThanOrEqual(FIRST);
    await bot.card('deploys', number, 'Succeeded');
    await answer(`rerun ${number}`, number);
    const other = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    await bot.card('deploys', other, 'Succeeded');
    await answer(`rerun ${bot.circleci.url}/pipelines/github/acme/web-shop/${other.slice(1)}`, other, CHIE);
  });

  it('text that the database cannot hold does not keep a pipeline from being read', async () => {
    await bot.card('deploys', '#30000000', 'Half a \uFFFD and a \uFFFD byte');
  });

  it('nothing was set aside for it', async () => {
    await waitFor(async () => {
      const metrics = await (await fetch(`${bot.url}/metrics`)).text();
      return /chatops_circleci_pause_seconds 0/.test(metrics);
    });
    await bot.app.drain();
    const health = await answer('health', 'Delivery to Slack');
    expect(health.text).toContain('no dead letters');
  });
});
