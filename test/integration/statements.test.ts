import { afterEach, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Recording, recordStatements } from '../support/statements.ts';

/**
 * Most statements of each story, on a pipeline of four jobs with a hold and one subscribed channel, until its card is
 * right; what follows after that does not count. What the bot does by the clock is in the counts too, so they vary by a
 * few: these are a third above the most that was seen.
 */
const BUDGETS = { push: 260, click: 320, run: 450 };
const PROJECT = 'gh/acme/web-shop';

describeWithDatabase('statements until a card is right', (databases) => {
  let bot: Bot;
  let recording: Recording | null = null;
  // A bot for each: cards of earlier pipelines would be looked at as well.
  const start = async () => {
    bot = await startBot(databases, { circleci: { defaultScenario: 'hold', paused: true } });
    await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'This channel now shows');
    await bot.app.drain();
  };
  afterEach(async () => {
    recording?.stop();
    recording = null;
    await bot.stop();
  });

  const held = (number: string) => bot.card('deploys', number, 'approve-deploy', 'Approve');
  const push = () => {
    const pushed = bot.circleci.control.push(PROJECT);
    if (pushed === null) throw new Error('nothing was pushed');
    return `#${pushed.number}`;
  };
  /** The first thing that CircleCI does after it was asked, as soon as it was. */
  const step = () =>
    bot.slack.client.waitFor(() => bot.circleci.control.step(), { what: 'something that CircleCI does' });
  const expectWithin = async (budget: number, story: () => Promise<unknown>) => {
    recording = recordStatements();
    await story();
    recording.stop();
    expect(recording.texts.length, recording.summary()).toBeLessThanOrEqual(budget);
  };

  it('are few after a push', async () => {
    await start();
    await expectWithin(BUDGETS.push, async () => {
      const number = push();
      await bot.circleci.control.settle();
      await held(number);
    });
  });

  it('are few after a click on Approve', async () => {
    await start();
    const number = push();
    await bot.circleci.control.settle();
    const card = await held(number);
    await bot.app.drain();
    await expectWithin(BUDGETS.click, async () => {
      await bot.slack.client.as(ADA).click(card, 'Approve');
      // No further than to the hold's end: the jobs behind it would be in the count.
      await step();
      await bot.card('deploys', number, `approved by <@${ADA}>`);
    });
  });

  it('are few after /circleci run', async () => {
    await start();
    await expectWithin(BUDGETS.run, async () => {
      await bot.slack.client.as(ADA).command('deploys', `/circleci run ${PROJECT} main`);
      await step();
      await bot.circleci.control.settle();
      await held('web-shop');
    });
  });
});
