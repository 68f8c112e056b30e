import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const MANY = 30;

describeWithDatabase('emergency stops', (databases) => {
  let bot: Bot;
  const clock = { aheadMs: 0 };
  beforeAll(async () => {
    bot = await startBot(databases, { now: () => new Date(Date.now() + clock.aheadMs) });
  });
  afterAll(() => bot.stop());

  const person = (user: string) => bot.slack.client.as(user);
  const answerTo = async (user: string, act: () => Promise<unknown>) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    const answer = await bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      { what: `an answer to ${user}`, timeoutMs: 25_000 },
    );
    return messageText(answer);
  };
  const says = (user: string, words: string) =>
    answerTo(user, () => person(user).command('deploys', `/circleci ${words}`));
  const click = (user: string, message: ClientMessage, label: string) =>
    answerTo(user, () => person(user).click(message, label));
  /** The newest message about a stop, once it says this. */
  const stop = (...texts: string[]) =>
    bot.slack.client.waitFor(
      async () => {
        const all = (await person(ADA).messages('deploys')).filter((one) => messageText(one).includes('🛑'));
        const newest = all.at(-1);
        return newest !== undefined && texts.every((text) => messageText(newest).includes(text))
          ? newest
          : undefined;
      },
      { what: `a stop with ${texts.join(', ')}`, timeoutMs: 150_000 },
    );
  const cancels = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/cancel'));
  /** Pipelines that wait for somebody, so that nothing ends by itself; made behind the bot's back. */
  const runMany = (count: number) => {
    for (let n = 0; n < count; n += 1)
      bot.circleci.control.push(PROJECT, { scenario: 'hold', branch: 'busy' });
  };
  const idle = async () => {
    await bot.circleci.idle();
    await bot.app.drain();
  };

  it('say when nothing runs, and do nothing by a command alone', async () => {
    expect(await says(ADA, `stop ${PROJECT}`)).toContain('Nothing runs on');
    expect(await says(ADA, 'stop')).toContain('Say what to stop');
    bot.circleci.control.push(PROJECT, { scenario: 'hold', branch: 'one' });
    await idle();
    expect(await says(ADA, `stop ${PROJECT}/o* reason:"a <!channel> drill"`)).toContain('two people');
    const shown = await stop('*1* workflow runs', 'a &lt;!channel&gt; drill', 'branch `o*`', 'On hold');
    expect(await says(BEN, `stop ${PROJECT}/o*`)).toContain('under way already');
    await click(BEN, shown, 'Call it off');
    await stop(`Called off by <@${BEN}>`);
    expect(cancels()).toHaveLength(0);
  });

  it('take two different people, within ten minutes', async () => {
    await says(ADA, `stop ${PROJECT}/one`);
    expect(await click(ADA, await stop('*1* workflow runs'), 'Confirm the stop')).toContain(
      'one more person',
    );
    const once = await stop(`Confirmed by <@${ADA}>`);
    expect(await click(ADA, once, 'Confirm the stop')).toContain('It takes another person');
    clock.aheadMs += 11 * 60_000;
    expect(await click(BEN, once, 'Confirm the stop')).toContain('This stop is over');
    expect(cancels()).toHaveLength(0);
    // Another one may be asked for, and the old one says what became of it.
    await says(ADA, `stop ${PROJECT}/one`);
    const again = await stop('*1* workflow runs', 'Two people have to');
    // Both in the same moment: one is the first and the other the second.
    const answers = await Promise.all([
      click(ADA, again, 'Confirm the stop'),
      click(CHIE, again, 'Confirm the stop'),
    ]);
    expect(
      answers.filter((text) => text.includes('one more person') || text.includes('あと1人')),
    ).toHaveLength(1);
    await stop('Nothing runs there any more', 'Canceled: 1 ');
    expect(cancels()).toHaveLength(1);
  });

  it(`cancel all of ${MANY}, over a restart in between, each once, and count them`, async () => {
    runMany(MANY);
    await bot.circleci.idle();
    await says(ADA, `stop ${PROJECT}`);
    const shown = await stop(`*${MANY}* workflows run`, `and ${MANY - 10} more`);
    await click(ADA, shown, 'Confirm the stop');
    const before = cancels().length;
    await click(BEN, await stop(`Confirmed by <@${ADA}>`), 'Confirm the stop');
    await bot.slack.client.waitFor(async () => cancels().length >= before + 5 || undefined, {
      what: 'some cancellations',
      timeoutMs: 30_000,
    });
    // As a deploy would, in the middle of it. One more starts meanwhile.
    await bot.restart();
    bot.circleci.control.push(PROJECT, { scenario: 'hold', branch: 'busy' });
    const done = messageText(await stop('Nothing runs there any more'));
    expect(done).toContain(`Confirmed by <@${ADA}> and <@${BEN}>`);
    expect(done).toMatch(
      new RegExp(`Canceled: ${MANY + 1} · ended by themselves before: 0 · not canceled: 0`),
    );
    const paths = cancels().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(await says(BEN, 'audit action:cancel since:1h')).toContain('*cancel*');
    expect(await says(ADA, 'audit action:stop since:1h')).toContain('*stop*');
  }, 240_000);
});
