import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const PROJECT = 'gh/acme/payments-api';
const HOUR_MS = 3_600_000;
const WEEKEND = 'sat,sun@Asia/Tokyo';

describeWithDatabase('quiet hours, digests and budgets in a channel', (databases) => {
  let bot: Bot;
  /** How far the bot's clock is ahead: to ten past some hour, so that its end is fifty minutes away. */
  const clock = { aheadMs: HOUR_MS - (Date.now() % HOUR_MS) + HOUR_MS / 6 };
  beforeAll(async () => {
    bot = await startBot(databases, { now: () => new Date(Date.now() + clock.aheadMs) });
  });
  afterAll(() => bot.stop());

  const command = (user: string, text: string) =>
    bot.slack.client.as(user).command('backend', `/circleci ${text}`);
  const push = async (scenario: 'success' | 'failure', branch: string) => {
    const made = bot.circleci.control.push(PROJECT, { scenario, branch });
    await bot.circleci.idle();
    await bot.app.drain();
    return made?.number ?? 0;
  };
  const explain = (user: string, number: number) =>
    command(user, `explain ${bot.config.circleci.url}/pipelines/github/acme/payments-api/${number}`);

  it('are typed, listed and tried out, in both languages', async () => {
    await command(
      ADA,
      `subscribe ${PROJECT} outcome:failed quiet=${WEEKEND} quiet=22:00-7:00@asia/tokyo urgent=broken budget=30`,
    );
    await bot.told(
      ADA,
      'backend',
      'only Failed · quiet `sat,sun@Asia/Tokyo`, `22:00-07:00@Asia/Tokyo` · at once: Broken · at most 30 cards an hour',
    );
    await command(CHIE, `subscribe ${PROJECT} digest=weekly@fri@17:00@Asia/Tokyo budget=off`);
    await bot.told(CHIE, 'backend', '毎週金曜日 17:00、Asia/Tokyo');
    await command(BEN, 'subscriptions');
    await bot.told(BEN, 'backend', 'a digest every Friday at 17:00 (Asia/Tokyo) instead of cards');
  });

  it.each([
    ['quiet=22:00-07:00@Asia/Tokio', 'Did you mean `quiet=22:00-07:00@Asia/Tokyo`?', 'is no time zone'],
    ['digest=dayly', 'Did you mean `digest=daily`?', 'no digest'],
    ['budget=many', 'Did you mean `budget=60`', 'no budget'],
    ['qiuet=22:00-07:00@UTC', 'Did you mean `quiet=22:00-07:00@UTC`?', 'is no filter'],
  ])('say what is wrong with %s', async (word, nearest, what) => {
    await command(BEN, `subscribe ${PROJECT} ${word}`);
    const answer = messageText(await bot.told(BEN, 'backend', what));
    expect(answer).toContain(nearest);
    await command(BEN, 'subscriptions');
    await bot.told(BEN, 'backend', 'every Friday at 17:00');
  });

  it('are edited in the form, where a mistake is named at its field', async () => {
    const form = async () => {
      await command(CHIE, 'subscriptions');
      const list = await bot.told(CHIE, 'backend', '/circleci unsubscribe PROJECT');
      await bot.slack.client.as(CHIE).click(list, 'subscription.edit');
      const open = async () => (await bot.slack.client.as(CHIE).modal()) ?? undefined;
      return bot.slack.client.waitFor(open, { what: 'the form', timeoutMs: 45_000 });
    };
    const first = await form();
    expect(JSON.stringify(first.blocks)).toContain('"initial_value":"weekly@fri@17:00@Asia/Tokyo"');
    const wrong = await bot.slack.client.as(CHIE).submit(first, { quiet: '22:00-07:00', budget: '0' });
    expect(JSON.stringify(wrong)).toMatch(/通知停止時間の指定ではありません.*上限の指定ではありません/);
    await bot.slack.client.as(CHIE).submit(first, {
      quiet: '22:00-07:00@Asia/Tokyo；sat,sun@Asia/Tokyo',
      digest: '',
      urgent: ['failed', 'on_hold'],
      budget: '15',
    });
    const saved = messageText(await bot.told(CHIE, 'backend', '1時間に15枚まで'));
    expect(saved).toContain('`22:00-07:00@Asia/Tokyo`、`sat,sun@Asia/Tokyo`');
    expect(saved).not.toContain('まとめ');
  });

  it('hold back, explain themselves, and tell once after a restart past their time', async () => {
    await command(ADA, `subscribe ${PROJECT} outcome:all digest=hourly urgent=broken quiet=off`);
    await bot.told(ADA, 'backend', 'a digest every hour instead of cards');
    const fine = await push('success', 'feature/a');
    const broken = await push('failure', 'feature/a');
    const failed = await push('failure', 'feature/a');
    await bot.card('backend', `#${broken}`, 'Failed');
    await command(BEN, `explain #${fine}`);
    await bot.told(BEN, 'backend', `has no card of`);
    await bot.told(BEN, 'backend', 'this channel gets a digest instead of cards: it is in the one of');
    clock.aheadMs += HOUR_MS;
    await bot.restart();
    const digest = await bot.card('backend', '2 pipelines without a card');
    expect(messageText(digest)).toContain(`#${failed}`);
    expect(messageText(digest)).not.toContain(`#${broken}>`);
    expect(messageText(digest)).toContain('still failing');
    await bot.restart();
    await bot.app.drain();
    const digests = (await bot.cards('backend')).filter((one) => messageText(one).includes('without a card'));
    expect(digests).toHaveLength(1);
    await explain(CHIE, fine);
    await bot.told(CHIE, 'backend', 'まとめでお知らせしました');
  }, 90_000);

  it('do not hold back what somebody starts from the channel', async () => {
    await bot.slack.client.as(ADA).command('backend', `/circleci run ${PROJECT} scenario/success`);
    await bot.card('backend', 'scenario/success');
    await bot.circleci.idle();
    await bot.app.drain();
  });

  it('let a hold be approved that has no card, as the digest says', async () => {
    const made = bot.circleci.control.push(PROJECT, { scenario: 'hold', branch: 'feature/hold' });
    const answers = async () => (await bot.slack.client.as(BEN).ephemerals('backend')).map(messageText);
    /** One question after the other's answer. */
    const ask = async (text: string) => {
      const before = (await answers()).length;
      await command(BEN, text);
      await waitFor(async () => (await answers()).length > before, 15_000);
      return (await answers()).slice(before).join('\n');
    };
    await waitFor(async () => (await ask(`explain #${made?.number}`)).includes('lets it pass'), 25_000);
    await waitFor(
      async () => (await ask(`approve #${made?.number}`)).includes('CircleCI confirms it'),
      25_000,
    );
    await bot.circleci.idle();
    await bot.app.drain();
  }, 60_000);

  it('are counted with by --dry-run', async () => {
    await command(BEN, `subscribe ${PROJECT} reset outcome:all digest=hourly --dry-run`);
    const tried = messageText(await bot.told(BEN, 'backend', 'This would have posted 5 of the 5'));
    expect(tried).toMatch(/Of these, 0 as cards and 5 in (?:1 digest|2 digests)\./);
  });
});
