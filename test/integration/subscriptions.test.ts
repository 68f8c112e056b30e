import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/payments-api';

describeWithDatabase('subscriptions', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const command = (user: string, channel: string, text: string) =>
    bot.slack.client.as(user).command(channel, `/circleci ${text}`);
  const quiet = async () => {
    await bot.circleci.idle();
    await bot.app.drain();
  };
  const cardsOf = async (channel: string, number: number) =>
    (await bot.cards(channel)).filter((card) => messageText(card).includes(`#${number}`));

  it('bring one card for a push, with what the commit says, from webhooks alone', async () => {
    await command(ADA, 'deploys', `subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'payments-api');
    const made = bot.circleci.control.push(PROJECT, {
      scenario: 'success',
      commit: { subject: 'Charge <b>once</b> & only once `now`' },
    });
    const card = await bot.card('deploys', `#${made?.number}`, 'Succeeded');
    await quiet();
    expect(await cardsOf('deploys', made?.number ?? 0)).toHaveLength(1);
    expect(messageText(card)).toContain('Charge &lt;b&gt;once&lt;/b&gt; &amp; only once');
  });

  it('make one card and at most four calls of a workflow of twenty jobs', async () => {
    const before = bot.slack.calls.length;
    const made = bot.circleci.control.push(PROJECT, { scenario: 'fan-out' });
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
    await quiet();
    const calls = bot.slack.calls.slice(before).filter(({ method }) => method.startsWith('chat.'));
    expect(calls.length).toBeLessThanOrEqual(4);
    expect(await cardsOf('deploys', made?.number ?? 0)).toHaveLength(1);
  });

  it('find a hold that is the first job, which no webhook tells of', async () => {
    const made = bot.circleci.control.push(PROJECT, { scenario: 'hold-first' });
    // Subscribing again sets the next look at the project to now, as its appointed time would.
    await command(ADA, 'deploys', `subscribe ${PROJECT} outcome:all`);
    const card = await bot.card('deploys', `#${made?.number}`, 'Approve');
    await bot.slack.client.as(ADA).click(card, 'Approve');
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
  });

  it('keep quiet about what a channel did not ask for', async () => {
    await command(ADA, 'backend', `subscribe ${PROJECT} branch:main,release/* outcome:failed`);
    await bot.told(ADA, 'backend', 'payments-api');
    const fine = bot.circleci.control.push(PROJECT, { scenario: 'success', branch: 'main' });
    const elsewhere = bot.circleci.control.push(PROJECT, { scenario: 'failure', branch: 'feature/refunds' });
    const broken = bot.circleci.control.push(PROJECT, { scenario: 'failure', branch: 'release/7.x' });
    await bot.card('backend', `#${broken?.number}`, 'Failed');
    await quiet();
    expect(await cardsOf('backend', fine?.number ?? 0)).toEqual([]);
    expect(await cardsOf('backend', elsewhere?.number ?? 0)).toEqual([]);
  });

  it('speak the channel’s language on cards and the person’s in answers', async () => {
    await command(CHIE, 'backend', 'use language:ja');
    const made = bot.circleci.control.push(PROJECT, { scenario: 'failure', branch: 'main' });
    await bot.card('backend', `#${made?.number}`, '失敗');
    await command(CHIE, 'backend', 'subscriptions');
    await bot.told(CHIE, 'backend', 'release/*');
  });

  it('end when the channel says so', async () => {
    await command(ADA, 'backend', `unsubscribe ${PROJECT}`);
    await bot.slack.client.waitFor(async () => {
      await command(ADA, 'backend', 'subscriptions');
      const answers = await bot.slack.client.as(ADA).ephemerals('backend');
      return (
        answers.at(-1) !== undefined && !messageText(answers.at(-1) ?? { blocks: [] }).includes('release/*')
      );
    });
    const made = bot.circleci.control.push(PROJECT, { scenario: 'failure', branch: 'main' });
    await bot.card('deploys', `#${made?.number}`, 'Failed');
    await quiet();
    expect(await cardsOf('backend', made?.number ?? 0)).toEqual([]);
  });

  it('say privately that the bot is not in a channel instead of failing in silence', async () => {
    await command(ADA, 'lounge', `run ${PROJECT} main`);
    await bot.slack.client.waitFor(async () =>
      (await bot.slack.client.as(ADA).ephemerals('lounge')).some(({ text }) => /invite/i.test(text)),
    );
  });
});
