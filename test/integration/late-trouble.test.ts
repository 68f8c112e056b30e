import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('what CircleCI finds wrong with a run', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const run = (user: string, words: string) =>
    bot.slack.client.as(user).command('deploys', `/circleci run gh/acme/web-shop ${words}`);

  it('reaches the person who asked when the config is broken', async () => {
    await run(ADA, 'scenario/config-error');
    await bot.told(ADA, 'deploys', 'accepted your run and then could not start it');
  });

  it('reaches them once, in their language', async () => {
    await run(CHIE, 'scenario/config-error');
    await bot.told(CHIE, 'deploys', '開始できませんでした');
    await bot.app.drain();
    const answers = await bot.slack.client.as(CHIE).ephemerals('deploys');
    expect(answers.filter(({ text }) => text.includes('開始できませんでした'))).toHaveLength(1);
  });

  it('names a parameter that the config does not declare', async () => {
    await run(ADA, 'scenario/success colour=blue');
    await bot.told(ADA, 'deploys', 'Unexpected argument(s): colour');
  });

  it('says what CircleCI said when it accepts and creates nothing', async () => {
    // Only the newer endpoint can answer so; a GitHub App project is started through it.
    const app = bot.circleci.projects.find(({ name }) => name === 'mobile-app');
    await bot.slack.client.as(ADA).command('deploys', `/circleci run ${app?.slug} scenario/nothing-created`);
    await bot.told(ADA, 'deploys', 'created no pipeline');
  });

  it('says so on the card, too', async () => {
    await bot.card('deploys', 'scenario/config-error');
  });

  it('refuses a project that CircleCI does not know, naming the nearest', async () => {
    await bot.slack.client.as(ADA).command('deploys', '/circleci run gh/acme/web-shpo main');
    await bot.told(ADA, 'deploys', 'gh/acme/web-shop');
  });
});
