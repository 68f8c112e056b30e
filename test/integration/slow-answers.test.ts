import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { takeAway } from './support/empty-database.ts';

const PROJECT = 'gh/acme/web-shop';
const TRIGGER = /\/pipeline(?:\/run)?$/;
const SLOW = { en: 'CircleCI answers slowly. The result follows here', ja: 'CircleCIの応答が遅いため' };

describeWithDatabase('what takes long', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    await bot.run(ADA, `${PROJECT} scenario/success`);
  });
  afterEach(() => bot.circleci.faults.clear());
  afterAll(() => bot.stop());

  const read = async (user: string) =>
    (await bot.slack.client.as(user).ephemerals('deploys')).map(messageText);
  /** What they read from now on, once there is so much of it. */
  const readAfter = async (user: string, count: number, act: () => Promise<unknown>) => {
    const before = (await read(user)).length;
    await act();
    return bot.slack.client.waitFor(
      async () => {
        const all = await read(user);
        return all.length >= before + count ? all.slice(before) : null;
      },
      { timeoutMs: 45_000, what: `${count} private answers to ${user}` },
    );
  };

  it.each([
    [BEN, SLOW.en, 'Your request is finished now'],
    [CHIE, SLOW.ja, 'ご依頼の処理が終わりました'],
  ])('a run: %s reads that CircleCI is slow, and then the end', async (user, slow, over) => {
    bot.circleci.faults.next({
      match: { method: 'POST', path: TRIGGER },
      behaviour: { kind: 'hangAfter' },
    });
    const answers = await readAfter(user, 2, () =>
      bot.slack.client.as(user).command('deploys', `/circleci run ${PROJECT} scenario/success`),
    );
    expect(answers).toEqual([expect.stringContaining(slow), expect.stringContaining(over)]);
  });

  it('a click: the notice comes once, and the end after it', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const card = await bot.card('deploys', number, 'Approve');
    bot.circleci.faults.next({
      match: { method: 'POST', path: /\/approve\// },
      behaviour: { kind: 'hangAfter' },
    });
    const answers = await readAfter(ADA, 2, () => bot.slack.client.as(ADA).click(card, 'Approve'));
    expect(answers).toEqual([
      expect.stringContaining(SLOW.en),
      expect.stringContaining('Your request is finished now'),
    ]);
    await bot.card('deploys', number, 'Succeeded');
  });

  it('what is quick has no notice', async () => {
    const answers = await readAfter(BEN, 1, () =>
      bot.slack.client.as(BEN).command('deploys', '/circleci help'),
    );
    expect(answers).toHaveLength(1);
    expect(answers[0]).not.toContain('longer than usual');
  });

  /** Whatever asks this table waits. @returns lets it go on */
  const freeze = async (table: 'seen_requests' | 'channels') => {
    const other = new pg.Client({ connectionString: bot.config.database.url });
    await other.connect();
    await other.query('begin');
    await other.query(`lock table ${table} in access exclusive mode`);
    return () => other.end();
  };
  const modalOf = (user: string, part: string) =>
    bot.slack.client.waitFor(
      async () => {
        const view = await bot.slack.client.as(user).modal();
        return view !== null && JSON.stringify(view).includes(part) ? view : null;
      },
      { timeoutMs: 45_000, what: `a form with “${part}”` },
    );

  it('a form opens in time although the database is slow, and is filled then', async () => {
    const goOn = await freeze('channels');
    await bot.slack.client.as(BEN).command('deploys', '/circleci run');
    const loading = await modalOf(BEN, 'The form is being loaded').finally(goOn);
    const form = await modalOf(BEN, 'Run a pipeline');
    expect(form.id).toBe(loading.id);
  });

  it('a form that is sent while the database is slow stays open, says so, and does nothing', async () => {
    const triggers = () =>
      bot.circleci.log.filter(({ method, path }) => method === 'POST' && TRIGGER.test(path)).length;
    const before = triggers();
    await bot.slack.client.as(BEN).command('deploys', `/circleci use ${PROJECT}`);
    await bot.told(BEN, 'deploys', 'default project');
    await bot.slack.client.as(BEN).command('deploys', '/circleci run');
    const form = await modalOf(BEN, 'web-shop');
    const goOn = await freeze('seen_requests');
    const { errors } = await bot.slack.client.as(BEN).submit(form, {}).finally(goOn);
    expect(Object.values(errors ?? {})).toEqual([expect.stringContaining('nothing was done')]);
    expect((await bot.slack.client.as(BEN).modal())?.id).toBe(form.id);
    expect(triggers()).toBe(before);
    await bot.slack.client.as(BEN).close(form);
  });

  it('a frozen database is named, and the answer comes when it goes on', async () => {
    const goOn = await freeze('seen_requests');
    const answers = readAfter(BEN, 2, () => bot.slack.client.as(BEN).command('deploys', '/circleci help'));
    await bot.told(BEN, 'deploys', 'the bot’s database answers slowly');
    await goOn();
    const [notice, answer] = await answers;
    expect(notice).toContain('the bot’s database answers slowly');
    expect(answer).toContain('/circleci run');
  });

  it('who asks while the database is away reads that nothing was done, with a reference', async () => {
    const giveBack = await takeAway(bot.config.database.url ?? '');
    try {
      const [answer] = await readAfter(BEN, 1, () =>
        bot.slack.client.as(BEN).command('deploys', `/circleci run ${PROJECT} scenario/success`),
      );
      expect(answer).toMatch(
        /The bot’s database cannot be reached right now.*Nothing was done\. Try again in a minute\.\nReference for the log: `[0-9a-f]{8}`/,
      );
    } finally {
      await giveBack();
    }
  });
});
