import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/payments-api';

describeWithDatabase('what subscriptions let through', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const command = (user: string, channel: string, text: string) =>
    bot.slack.client.as(user).command(channel, `/circleci ${text}`);
  const push = async (scenario: 'success' | 'failure', branch: string) => {
    const made = bot.circleci.control.push(PROJECT, { scenario, branch });
    await bot.circleci.idle();
    await bot.app.drain();
    return made?.number ?? 0;
  };
  const hasCard = async (channel: string, number: number) =>
    (await bot.cards(channel)).some((card) => titleOf(card).includes(`|payments-api #${number}>`));
  /** What is told in the thread of a card names other pipelines too. */
  const titleOf = (card: Parameters<typeof messageText>[0]) => messageText(card).split('\n')[0] ?? '';

  it('by default: failures and what is fixed on every branch, successes on the default branch', async () => {
    await command(ADA, 'deploys', 'subscribe gh/acme/*');
    await bot.told(ADA, 'deploys', 'failed, fixed and on hold; success on the default branch');
    const fine = await push('success', 'feature/a');
    const broken = await push('failure', 'feature/a');
    const fixed = await push('success', 'feature/a');
    const fineAgain = await push('success', 'feature/a');
    const onMain = await push('success', 'main');
    await bot.card('deploys', `#${onMain}`, 'Succeeded');
    expect(await hasCard('deploys', fine)).toBe(false);
    expect(await hasCard('deploys', broken)).toBe(true);
    expect(await hasCard('deploys', fixed)).toBe(true);
    expect(await hasCard('deploys', fineAgain)).toBe(false);
  });

  it('tell in private why a card is there, also of one that would not come now', async () => {
    const card = await bot.card('deploys', 'feature/a', 'Failed');
    await bot.slack.client.as(CHIE).click(card, 'Why did I get this?');
    const why = messageText(await bot.told(CHIE, 'deploys', 'カードがある理由'));
    expect(why).toContain('✅ `gh/acme/*` の条件に合います');
    expect(why).toContain('✓ 結果: 失敗');
    const number = await bot.run(ADA, `${PROJECT} main`);
    const started = await bot.card('deploys', number);
    await bot.slack.client.as(ADA).click(started, 'Why did I get this?');
    await bot.told(ADA, 'deploys', `<@${ADA}> started it`);
    await bot.circleci.idle();
    await bot.app.drain();
  });

  it('only edges: a second failure on the same branch says nothing new', async () => {
    await command(ADA, 'backend', `subscribe ${PROJECT} branch:!dependabot/** outcome:broken,fixed`);
    await bot.told(ADA, 'backend', 'dependabot');
    const first = await push('failure', 'feature/b');
    const second = await push('failure', 'feature/b');
    const left = await push('failure', 'dependabot/npm/x');
    expect(await hasCard('backend', first)).toBe(true);
    expect(await hasCard('backend', second)).toBe(false);
    expect(await hasCard('backend', left)).toBe(false);

    await command(
      ADA,
      'backend',
      `explain ${bot.config.circleci.url}/pipelines/github/acme/payments-api/${left}`,
    );
    const why = messageText(await bot.told(ADA, 'backend', 'has no card'));
    expect(why).toContain('does not let it pass');
    expect(why).toContain('✗ Branch or tag: `dependabot/npm/x` is left out by `!dependabot/**`');
    expect(why).toContain('✓ Outcome');
  });

  it('say what they would have shown, and change nothing', async () => {
    await command(CHIE, 'backend', `subscribe ${PROJECT} reset outcome:failed --dry-run`);
    await bot.told(CHIE, 'backend', '9件のパイプラインのうち、5件');
    await command(ADA, 'backend', `subscribe ${PROJECT} reset branch:nobody/* --dry-run`);
    await bot.told(ADA, 'backend', 'This would have posted 0 of the 9 pipelines');
    await command(ADA, 'backend', 'subscriptions');
    await bot.told(ADA, 'backend', 'only Fixed, Broken');
  });

  it('end by their glob', async () => {
    await command(ADA, 'deploys', 'unsubscribe github/acme/*');
    await bot.told(ADA, 'deploys', 'no longer shows pipelines of `gh/acme/*`');
    expect(await hasCard('deploys', await push('failure', 'main'))).toBe(false);
  });
});
