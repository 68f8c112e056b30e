import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { openedHome } from './support/home.ts';

const PROJECT = 'gh/acme/web-shop';

describeWithDatabase('App Home', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const home = (user: string, ...texts: string[]) => openedHome(bot, user, ...texts);

  it('says what to do where nothing has happened yet, in the person’s language', async () => {
    await home(
      ADA,
      'Nothing waits for an approval',
      'No pipelines yet',
      '/circleci subscribe',
      'chatops-bot',
    );
    await home(CHIE, '/circleci subscribe', '承認');
  });

  it('shows pipelines, whose they are, and what channels follow', async () => {
    await bot.slack.client
      .as(ADA)
      .command('backend', `/circleci subscribe ${PROJECT} branch:main outcome:failed`);
    await bot.told(ADA, 'backend', 'web-shop');
    const number = await bot.run(ADA, `${PROJECT} scenario/success`);
    await bot.card('deploys', number, 'Succeeded');
    const mine = await home(ADA, `web-shop ${number}`, 'Succeeded', 'started by you', 'web-shop', '`main`');
    expect(messageText(mine)).toMatch(/<#C0BACKEND2>/);
    const others = await home(BEN, `web-shop ${number}`);
    expect(messageText(others)).not.toContain('started by you');
    // What a channel follows is told there; Ben may not even know that it exists.
    expect(messageText(others)).not.toContain('C0BACKEND2');
  });

  it('approves from there, and is drawn anew', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const held = await bot.card('deploys', number, 'Approve');
    const waiting = await home(ADA, `web-shop ${number}`, '*approve-deploy* in', 'Approve');
    await bot.slack.client.as(ADA).click(waiting, 'Approve');
    const done = await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    expect(done.ts).toBe(held.ts);
    await bot.slack.client.waitFor(
      async () => {
        const view = await bot.slack.client.as(ADA).home();
        return view !== null && messageText(view).includes('Nothing waits for an approval');
      },
      { timeoutMs: 45_000, what: 'the Home tab without the hold, without opening it again' },
    );
  });

  it('tells the truth about a hold that was decided meanwhile', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const held = await bot.card('deploys', number, 'Approve');
    const waiting = await home(ADA, `web-shop ${number}`, 'Approve');
    const approvals = () => bot.circleci.log.filter(({ path }) => path.includes('/approve/')).length;
    const before = approvals();
    await bot.slack.client.as(BEN).click(held, 'Approve');
    await bot.card('deploys', number, 'Succeeded', `approved by <@${BEN}>`);
    await bot.slack.client.as(ADA).click(waiting, 'Approve');
    // Nothing of App Home can be answered in a channel, so it comes as a direct message.
    await bot.slack.client.waitFor(async () =>
      (await bot.slack.client.as(ADA).directMessages()).some(({ text }) =>
        /already taken care of|does not wait/.test(text),
      ),
    );
    expect(approvals() - before).toBe(1);
    await home(ADA, 'Nothing waits for an approval');
  });

  it('says that CircleCI cannot be reached instead of staying empty', async () => {
    bot.circleci.faults.down(true);
    await bot.restart();
    await home(BEN, 'cannot reach CircleCI', 'Recent pipelines', 'web-shop');
    bot.circleci.faults.down(false);
    await home(BEN, 'chatops-bot');
  });
});
