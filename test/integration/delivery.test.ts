import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';

describeWithDatabase('delivery that can be trusted', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'web-shop');
    await bot.slack.client.as(CHIE).command('backend', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(CHIE, 'backend', 'web-shop');
  });
  afterEach(() => bot.slack.faults.clear());
  afterAll(() => bot.stop());

  const push = () => {
    const made = bot.circleci.control.push(PROJECT, { scenario: 'success' });
    if (made === null) throw new Error('no pipeline');
    return `#${made.number}`;
  };
  const quiet = async () => {
    await bot.circleci.idle();
    await bot.app.drain();
  };
  const callsTo = (channel: string, since: number) =>
    bot.slack.calls
      .slice(since)
      .filter(({ method, args }) => method.startsWith('chat.') && args.channel === channel).length;
  const health = async (user: string) => {
    const before = (await bot.slack.client.as(user).ephemerals('deploys')).length;
    await bot.slack.client.as(user).command('deploys', '/circleci health');
    const answers = await bot.slack.client.waitFor(async () => {
      const all = await bot.slack.client.as(user).ephemerals('deploys');
      return all.length > before ? all.slice(before) : null;
    });
    return answers[0]?.text ?? '';
  };
  const directly = (user: string, channel: string) =>
    bot.slack.client.waitFor(
      async () => {
        const all = await bot.slack.client.as(user).directMessages();
        const about = all.filter(({ text }) => text.includes(`<#${channel}>`));
        return about.length === 0 ? null : about;
      },
      { timeoutMs: 45_000, what: `a direct message about ${channel}` },
    );

  it('says how it goes, in English and Japanese', async () => {
    // A card that the poll found before any webhook told of it is delivered, but there is nothing to measure it from.
    const measured = /p50 \d+(?:\.\d\d)? s, p99 \d+(?:\.\d\d)? s/;
    const english = await bot.slack.client.waitFor(
      async () => {
        await bot.card('deploys', push(), 'Succeeded');
        const text = await health(ADA);
        return measured.test(text) ? text : null;
      },
      { timeoutMs: 45_000, what: 'a card that was measured' },
    );
    expect(english).toMatch(
      /last hour\*: [1-9]\d* delivered, \d+ late \(over 1 minute\), 0 repaired, 0 failed/,
    );
    expect(english).toContain('last webhook from CircleCI: <!date^');
    expect(english).toContain('no channel is held back');
    expect(english).toContain('no dead letters');
    expect(await health(CHIE)).toMatch(/直近24時間\*: 配信 [1-9]\d*件/);
    const text = await (await fetch(`${bot.url}/metrics`)).text();
    expect(Number(/chatops_delivery_seconds_count (\d+)/.exec(text)?.[1])).toBeGreaterThan(0);
  });

  it('a resend of nothing says so', async () => {
    await bot.slack.client.as(ADA).command('deploys', '/circleci health resend');
    await bot.told(ADA, 'deploys', 'no dead letters');
  });

  it('does not call for an archived channel, tells who subscribed it once, and catches up', async () => {
    bot.slack.manager.archive('deploys');
    const [told] = await directly(ADA, 'C0DEPLOYS1');
    expect(told?.text).toContain('it is archived');
    const before = bot.slack.calls.length;
    const missed = [push(), push(), push()];
    for (const number of missed) await bot.card('backend', number, 'Succeeded');
    await quiet();
    expect(callsTo('C0DEPLOYS1', before)).toBe(0);
    bot.slack.manager.unarchive('deploys');
    for (const number of missed) await bot.card('deploys', number, 'Succeeded');
    await quiet();
    expect(await directly(ADA, 'C0DEPLOYS1')).toHaveLength(1);
    // Closed and opened once more: nobody is told twice a day.
    bot.slack.manager.archive('deploys');
    const number = push();
    await bot.card('backend', number, 'Succeeded');
    await quiet();
    bot.slack.manager.unarchive('deploys');
    await bot.card('deploys', number, 'Succeeded');
    expect(await directly(ADA, 'C0DEPLOYS1')).toHaveLength(1);
  });

  it('notices by itself where Slack told nothing, calls once, and heals by a command there', async () => {
    bot.slack.manager.invite('lounge');
    await bot.slack.client.as(ADA).command('lounge', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'lounge', 'web-shop');
    bot.slack.manager.removeUnheard('lounge');
    const before = bot.slack.calls.length;
    const numbers = [push(), push()];
    for (const number of numbers) await bot.card('deploys', number, 'Succeeded');
    await quiet();
    expect(callsTo('C0LOUNGE03', before)).toBeLessThanOrEqual(2);
    expect(await directly(ADA, 'C0LOUNGE03')).toHaveLength(1);
    expect(await health(ADA)).toContain('channels I cannot write to: <#C0LOUNGE03>');
    const asked = bot.slack.calls.length;
    await bot.slack.client.as(ADA).command('lounge', '/circleci subscriptions');
    await bot.slack.client.waitFor(() => callsTo('C0LOUNGE03', asked) > 0, { timeoutMs: 45_000 });
    await quiet();
    expect(callsTo('C0LOUNGE03', asked)).toBe(1);
    bot.slack.manager.invite('lounge');
    for (const number of numbers) await bot.card('lounge', number, 'Succeeded');
    await bot.slack.client.as(ADA).command('lounge', `/circleci unsubscribe ${PROJECT}`);
  });

  it('a channel it was removed from is asked once, and heals when it is invited', async () => {
    bot.slack.manager.unarchive('deploys');
    bot.slack.manager.remove('backend');
    const told = await directly(CHIE, 'C0BACKEND2');
    expect(told[0]?.text).toMatch(/[ぁ-ん]/);
    const before = bot.slack.calls.length;
    const number = push();
    await bot.card('deploys', number, 'Succeeded');
    await quiet();
    expect(callsTo('C0BACKEND2', before)).toBe(0);
    bot.slack.manager.invite('backend');
    await bot.card('backend', number, 'Succeeded');
    await quiet();
    expect(
      (await bot.cards('backend')).filter((card) => messageText(card).includes(`${number}>`)),
    ).toHaveLength(1);
    expect(await directly(CHIE, 'C0BACKEND2')).toHaveLength(1);
  });

  it('a message deleted by hand stays deleted', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const held = await bot.card('deploys', number, 'Approve');
    bot.slack.manager.deleteMessage('deploys', held.ts);
    await bot.slack.client.as(ADA).command('deploys', `/circleci approve ${number}`);
    await quiet();
    await quiet();
    expect((await bot.cards('deploys')).filter((card) => messageText(card).includes(`${number}>`))).toEqual(
      [],
    );
  });

  it('is right soon after Slack was down', async () => {
    bot.slack.faults.next({ method: '*', behaviour: 'status', status: 503, times: 1_000_000 });
    const posts = () => bot.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    const before = posts();
    const numbers = [push(), push(), push()];
    await bot.circleci.idle();
    await bot.slack.client.waitFor(() => posts() - before >= 6, {
      timeoutMs: 45_000,
      what: 'tries in vain',
    });
    bot.slack.faults.clear();
    for (const number of numbers) {
      await bot.card('deploys', number, 'Succeeded');
      await bot.card('backend', number, 'Succeeded');
    }
    await quiet();
    for (const number of numbers) {
      const cards = (await bot.cards('deploys')).filter((card) => messageText(card).includes(`${number}>`));
      expect(cards).toHaveLength(1);
    }
  });
});
