import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('run, hold, approve, finish', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, { circleci: { defaultScenario: 'hold' } });
  });
  afterAll(() => bot.stop());

  it('is one card from the command to the end', async () => {
    const ada = bot.slack.client.as(ADA);
    expect(await ada.command('deploys', '/circleci run gh/acme/web-shop main')).toMatchObject({ ok: true });
    await bot.card('deploys', 'web-shop', 'main');
    const held = await bot.card('deploys', 'approve-deploy', 'Approve');
    expect(await ada.click(held, 'Approve')).toMatchObject({ ok: true });
    const done = await bot.card('deploys', 'Succeeded', `approved by <@${ADA}>`);
    expect(done.ts).toBe(held.ts);
    expect(await bot.cards('deploys')).toHaveLength(1);
  });
});
