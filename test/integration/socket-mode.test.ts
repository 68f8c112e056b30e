import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('Socket Mode', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, { slack: { mode: 'socket' } });
  });
  afterAll(() => bot.stop());

  it('does the same as HTTP: command, card, button, typeahead, form', async () => {
    const ada = bot.slack.client.as(ADA);
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/hold');
    const held = await bot.card('deploys', number, 'Approve');
    await ada.click(held, 'Approve');
    await bot.card('deploys', number, 'Succeeded');
  });

  it('opens no way in for Slack over HTTP', async () => {
    const response = await fetch(`${bot.url}/slack/events`, { method: 'POST', body: 'command=%2Fcircleci' });
    expect(response.status).toBe(404);
  });

  it('goes on after Slack asks it to reconnect', async () => {
    bot.slack.disconnectSockets('refresh_requested');
    const ada = bot.slack.client.as(ADA);
    await bot.slack.client.waitFor(async () => (await ada.command('deploys', '/circleci whoami')).ok, {
      timeoutMs: 45_000,
      what: 'a command to be taken on the new connection',
    });
    await bot.run(ADA, 'gh/acme/web-shop scenario/success');
  });
});
