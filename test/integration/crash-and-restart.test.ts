import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('stops, starts and lost answers', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  it('keeps its cards over a restart', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/hold');
    const held = await bot.card('deploys', number, 'Approve');
    const began = performance.now();
    await bot.restart();
    expect(performance.now() - began).toBeLessThan(10_000);
    await bot.slack.client.as(ADA).click(held, 'Approve');
    const done = await bot.card('deploys', number, 'Succeeded');
    expect(done.ts).toBe(held.ts);
  });

  it('adopts a card whose post was done and whose answer was lost, instead of posting it again', async () => {
    bot.slack.faults.next({ method: 'chat.postMessage', behaviour: 'resetAfter' });
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    await bot.slack.client.waitFor(
      async () => {
        const card = (await bot.cards('deploys')).find((one) => messageText(one).includes(number));
        return card !== undefined && messageText(card).includes('Succeeded');
      },
      { timeoutMs: 45_000, what: 'the adopted card to be brought up to date' },
    );
    const cards = (await bot.cards('deploys')).filter((one) => messageText(one).includes(number));
    expect(cards).toHaveLength(1);
  }, 40_000);

  it('waits as long as Slack asks after a 429, and posts then', async () => {
    bot.slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 1 });
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    await bot.card('deploys', number, 'Succeeded');
    const cards = (await bot.cards('deploys')).filter((one) => messageText(one).includes(number));
    expect(cards).toHaveLength(1);
  });
});
