import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('cancelling and running again', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const run = (scenario: string) => bot.run(ADA, `gh/acme/web-shop scenario/${scenario}`);
  const posts = (path: RegExp) =>
    bot.circleci.log.filter((request) => request.method === 'POST' && path.test(request.path)).length;

  it('cancels a running workflow and makes one change of its many completions', async () => {
    const number = await run('cancel');
    await bot.card('deploys', number, 'load-test', 'Running');
    expect(await bot.slack.client.as(BEN).command('deploys', '/circleci cancel')).toMatchObject({ ok: true });
    const card = await bot.card('deploys', number, 'Canceled');
    await bot.circleci.idle();
    await bot.app.drain();
    expect(JSON.stringify(card.blocks)).toContain(BEN);
    const cancelled = (await bot.cards('deploys')).filter((one) => JSON.stringify(one).includes(number));
    expect(cancelled).toHaveLength(1);
  });

  it('runs again from failed, on the same card', async () => {
    const number = await run('rerun');
    const failed = await bot.card('deploys', number, 'Failed', 'Rerun from failed');
    await bot.slack.client.as(BEN).click(failed, 'Rerun from failed');
    const done = await bot.card('deploys', number, 'Succeeded');
    expect(done.ts).toBe(failed.ts);
  });

  it('runs again once when two people ask at the same time', async () => {
    const number = await run('failure');
    const failed = await bot.card('deploys', number, 'Failed', 'Rerun from failed');
    const before = posts(/\/rerun$/);
    await Promise.all([
      bot.slack.client.as(ADA).click(failed, 'Rerun from failed'),
      bot.slack.client.as(BEN).click(failed, 'Rerun from failed'),
    ]);
    await bot.slack.client.waitFor(() => posts(/\/rerun$/) > before);
    await bot.app.drain();
    expect(posts(/\/rerun$/) - before).toBe(1);
  });

  it('recognises a rerun whose answer was lost, and does not ask for another', async () => {
    const number = await run('rerun');
    const failed = await bot.card('deploys', number, 'Failed', 'Rerun from failed');
    const before = posts(/\/rerun$/);
    bot.circleci.faults.next({
      match: { method: 'POST', path: /\/rerun$/ },
      behaviour: { kind: 'resetAfter' },
    });
    await bot.slack.client.as(ADA).click(failed, 'Rerun from failed');
    const done = await bot.card('deploys', number, 'Succeeded');
    expect(done.ts).toBe(failed.ts);
    expect(posts(/\/rerun$/) - before).toBe(1);
  });
});
