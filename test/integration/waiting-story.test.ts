import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const HOUR_MS = 3_600_000;

describeWithDatabase('a pipeline that nobody approves', (databases) => {
  let bot: Bot;
  const clock = { aheadMs: 0 };
  beforeAll(async () => {
    bot = await startBot(databases, { now: () => new Date(Date.now() + clock.aheadMs) });
  });
  afterAll(() => bot.stop());

  const command = (user: string, text: string) =>
    bot.slack.client.as(user).command('backend', `/circleci ${text}`);
  const replies = async () =>
    (await bot.slack.client.as(BEN).messages('backend')).filter(({ threadTs }) => threadTs !== undefined);
  /** So much time passes while the program is down. */
  const wakeAfter = async (hours: number) => {
    clock.aheadMs += hours * HOUR_MS;
    await bot.restart();
  };
  const reply = (count: number, text: string) =>
    bot.slack.client.waitFor(
      async () => {
        const all = await replies();
        return all.length >= count && messageText(all.at(-1) ?? never()).includes(text) ? all : undefined;
      },
      { what: `${count} replies, the last with “${text}”`, timeoutMs: 45_000 },
    );

  it('is subscribed to with what shall happen, which the form that edits it keeps', async () => {
    await command(
      ADA,
      `subscribe ${PROJECT} outcome:on_hold remind=2h,8h escalate=24h:@S0TEAM0001 expire=7d`,
    );
    await bot.told(
      ADA,
      'backend',
      'reminds of holds after 2 hours, 8 hours · calls <!subteam^S0TEAM0001> after 1 day · holds expire after 7 days',
    );
    await command(CHIE, 'subscriptions');
    const list = await bot.told(CHIE, 'backend', '承認待ちは7日で期限切れ');
    await bot.slack.client.as(CHIE).click(list, 'subscription.edit');
    const form = await bot.slack.client.waitFor(
      async () => (await bot.slack.client.as(CHIE).modal()) ?? undefined,
      { what: 'the form', timeoutMs: 45_000 },
    );
    await bot.slack.client.as(CHIE).submit(form, { budget: '15' });
    await bot.told(CHIE, 'backend', '1時間に15枚まで');
    await command(BEN, 'subscriptions');
    await bot.told(BEN, 'backend', 'at most 15 cards an hour · reminds of holds after 2 hours, 8 hours');
  });

  it('is said again in its thread, once, whatever is restarted', async () => {
    const made = bot.circleci.control.push(PROJECT, { scenario: 'hold', branch: 'main' });
    const card = await bot.card('backend', `#${made?.number}`, 'waits for approval');
    await wakeAfter(2.2);
    const [first] = await reply(1, 'has waited 2 hours');
    expect(first?.threadTs).toBe(card.ts);
    await wakeAfter(0.1);
    await wakeAfter(24);
    await reply(2, 'Escalated to <!subteam^S0TEAM0001>');
  }, 240_000);

  it('is announced to end, and ended by the bot with its own name', async () => {
    await wakeAfter(24 * 5);
    await reply(3, 'The bot cancels the workflow on');
    await bot.card('backend', '⌛ *approve-deploy* expires <!date');
    await wakeAfter(25);
    const ended = await bot.card('backend', 'Canceled', 'expired after 7 days: nobody decided');
    expect(messageText(ended)).not.toContain('Approve');
    await command(ADA, 'approvals');
    await bot.told(ADA, 'backend', 'Nothing waits for your approval');
    // Each was said once, in all those starts.
    expect((await replies()).map(messageText)).toEqual([
      expect.stringContaining('has waited 2 hours'),
      expect.stringContaining('Escalated to'),
      expect.stringContaining('The bot cancels the workflow on'),
    ]);
    const cancels = bot.circleci.log.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/cancel'),
    );
    expect(cancels).toHaveLength(1);
  }, 240_000);
});

function never(): never {
  throw new Error('there is none');
}
