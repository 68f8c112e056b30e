import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../simulators/circleci/index.ts';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const RUN = `/circleci run ${PROJECT} scenario/success`;
const TRIGGER = /\/pipeline(?:\/run)?$/;
/** Asked after a run is stored; what is asked before it is known from the run before. */
const READ_BEFORE_TRIGGER = /\/project\/gh\/acme\/web-shop$/;
const WORKFLOW = /\/workflow/;

describeWithDatabase('a restart while CircleCI is slow', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    await bot.run(ADA, `${PROJECT} scenario/success`);
  });
  afterEach(() => bot.circleci.faults.clear());
  afterAll(() => bot.stop());

  const asked = (method: string, path: RegExp) =>
    bot.circleci.log.filter((call) => call.method === method && path.test(call.path)).length;
  const texts = async (user: string) =>
    (await bot.slack.client.as(user).ephemerals('deploys')).map(messageText);
  /** The cards of earlier runs may still come: it is told from them by what waits on it. */
  const heldCard = async () => {
    const before = new Set((await bot.cards('deploys')).map(({ ts }) => ts));
    await bot.slack.client.as(ADA).command('deploys', `/circleci run ${PROJECT} scenario/hold`);
    return bot.slack.client.waitFor(
      async () =>
        (await bot.cards('deploys')).find(
          (card) => !before.has(card.ts) && messageText(card).includes('waits for approval'),
        ),
      { timeoutMs: 45_000, what: 'a card with a hold' },
    );
  };
  const ask = (user: string) => bot.slack.client.as(user).command('deploys', RUN);

  /** Stops the program once CircleCI was asked for what it does not answer. @returns what the person read meanwhile */
  const stopDuring = async (
    user: string,
    fault: Required<Pick<Fault, 'match'>> & Pick<Fault, 'behaviour'>,
    act: () => Promise<unknown>,
  ) => {
    const { method = '', path = /./ } = fault.match;
    const before = { calls: asked(method, path), read: (await texts(user)).length };
    bot.circleci.faults.next({ ...fault, times: Number.POSITIVE_INFINITY });
    await act();
    await bot.slack.client.waitFor(() => asked(method, path) > before.calls, { timeoutMs: 45_000 });
    const began = performance.now();
    await bot.app.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    bot.circleci.faults.clear();
    return (await texts(user)).slice(before.read);
  };

  it.each([
    [ADA, 'The bot is restarting. Your request is stored', 'Your request for', 'has started'],
    [CHIE, 'ボットを再起動しています。ご依頼は保存済み', 'ご依頼の結果です', '開始しました'],
  ])('tells %s that a run that CircleCI was asked for goes on, and its end', async (user, now, head, end) => {
    const before = asked('POST', TRIGGER);
    const read = await stopDuring(
      user,
      { match: { method: 'POST', path: TRIGGER }, behaviour: { kind: 'hangAfter' } },
      () => ask(user),
    );
    expect(read).toEqual([expect.stringContaining(now)]);
    await bot.restart();
    expect(messageText(await bot.told(user, 'deploys', head))).toContain(end);
    expect(asked('POST', TRIGGER) - before).toBe(1);
  });

  it('starts a run that had not reached CircleCI once, after the restart', async () => {
    const before = asked('POST', TRIGGER);
    const told = (await texts(ADA)).filter((text) => text.includes('Your request for')).length;
    const read = await stopDuring(
      ADA,
      { match: { method: 'GET', path: READ_BEFORE_TRIGGER }, behaviour: { kind: 'hang' } },
      () => ask(ADA),
    );
    expect(read).toEqual([expect.stringContaining('The bot is restarting. Your request is stored')]);
    expect(asked('POST', TRIGGER)).toBe(before);
    await bot.restart();
    await bot.slack.client.waitFor(
      async () => (await texts(ADA)).filter((text) => text.includes('Your request for')).length > told,
      { timeoutMs: 45_000, what: 'the end of the run' },
    );
    expect((await texts(ADA)).at(-1)).toContain('has started');
    expect(asked('POST', TRIGGER) - before).toBe(1);
  });

  it('says of a run that was not stored yet that nothing was changed, and starts none', async () => {
    const before = asked('POST', TRIGGER);
    const path = /\/project\/gh\/acme\/api$/;
    const read = await stopDuring(ADA, { match: { method: 'GET', path }, behaviour: { kind: 'hang' } }, () =>
      bot.slack.client.as(ADA).command('deploys', '/circleci run gh/acme/api main'),
    );
    expect(read).toEqual([
      expect.stringMatching(
        /The bot is restarting and could not finish this\. Nothing was changed in CircleCI\..*\nReference/,
      ),
    ]);
    await bot.restart();
    // What comes after it in the queue is done: nothing of the first run was left there.
    bot.circleci.faults.clear();
    await bot.run(ADA, `${PROJECT} scenario/success`);
    expect(asked('POST', TRIGGER) - before).toBe(1);
  });

  it.each([
    ['approve', 'Approved.', /\/approve\//],
    ['cancel', 'Canceled.', /\/cancel$/],
  ])('goes on with %s after the restart, once, and tells the end', async (command, end, path) => {
    const [number] = /#\d+/.exec(messageText(await heldCard())) ?? [];
    const before = asked('POST', path);
    const read = await stopDuring(
      ADA,
      { match: { method: 'GET', path: WORKFLOW }, behaviour: { kind: 'hang' } },
      () => bot.slack.client.as(ADA).command('deploys', `/circleci ${command} ${number}`),
    );
    expect(read).toEqual([expect.stringContaining('The bot is restarting. Your request is stored')]);
    await bot.restart();
    await bot.told(ADA, 'deploys', end);
    expect(asked('POST', path) - before).toBe(1);
  });

  it('starts one run for a person who asks again while the first is under way', async () => {
    const before = asked('POST', TRIGGER);
    bot.circleci.faults.next({
      match: { method: 'POST', path: TRIGGER },
      behaviour: { kind: 'hangAfter' },
    });
    await ask(ADA);
    await bot.slack.client.waitFor(() => asked('POST', TRIGGER) > before, { timeoutMs: 45_000 });
    await ask(ADA);
    await bot.told(ADA, 'deploys', `Nothing was started twice: <@${ADA}> asked for the same`);
    expect(asked('POST', TRIGGER) - before).toBe(1);
  });
});
