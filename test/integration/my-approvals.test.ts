import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { openedHome } from './support/home.ts';

const PROJECT = 'gh/acme/web-shop';
const SECRET = 'C0SECRET05';

describeWithDatabase('what waits for somebody’s approval', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, {
      slack: {
        channels: [
          { id: 'C0DEPLOYS1', name: 'deploys' },
          { id: 'C0BACKEND2', name: 'backend' },
          { id: 'C0LOUNGE03', name: 'lounge', botIsMember: false },
          { id: SECRET, name: 'secret', isPrivate: true, members: [ADA] },
        ],
      },
    });
  });
  afterAll(() => bot.stop());

  const person = (user: string) => bot.slack.client.as(user);
  /** The next private answer to somebody after they did something. */
  const answerTo = async (user: string, channel: string, act: () => Promise<unknown>) => {
    const before = (await person(user).ephemerals(channel)).length;
    await act();
    return bot.slack.client.waitFor(async () => answerAfter(await person(user).ephemerals(channel), before), {
      what: `an answer to ${user}`,
      timeoutMs: 45_000,
    });
  };
  const list = (user: string, channel = 'deploys') =>
    answerTo(user, channel, () => person(user).command(channel, '/circleci approvals'));
  const home = (user: string, ...texts: string[]) => openedHome(bot, user, ...texts);
  const runIn = async (user: string, channel: string, scenario: string) => {
    const before = (await bot.cards(channel)).length;
    await person(user).command(channel, `/circleci run ${PROJECT} scenario/${scenario}`);
    const card = await bot.slack.client.waitFor(
      async () => {
        const made = (await bot.cards(channel))[before];
        return made !== undefined && messageText(made).includes('waits for approval') ? made : undefined;
      },
      { what: `a card that waits in #${channel}`, timeoutMs: 45_000 },
    );
    return { card, number: /#\d+/.exec(messageText(card))?.[0] ?? '' };
  };
  const cardOf = async (channel: string, { ts }: ClientMessage, text: string) => {
    const has = async () => {
      const card = (await bot.cards(channel)).find((one) => one.ts === ts);
      return card !== undefined && messageText(card).includes(text) ? card : undefined;
    };
    return bot.slack.client.waitFor(has, { what: `“${text}” on the card`, timeoutMs: 45_000 });
  };

  it('is nothing at first, in two languages, and the help knows the command', async () => {
    expect(messageText(await list(ADA))).toContain('Nothing waits for your approval.');
    expect(messageText(await list(CHIE))).toContain('あなたの承認を待っているものはありません');
    await person(ADA).command('deploys', '/circleci help approvals');
    await bot.told(ADA, 'deploys', 'what waits for your approval');
  });

  it('shows nothing of a channel that somebody is not in: not in the list, not in App Home', async () => {
    const { card, number } = await runIn(ADA, 'secret', 'hold');
    const own = await list(ADA);
    expect(messageText(own)).toContain(number);
    expect(messageText(own)).toContain('waits since <!date');
    await home(ADA, number, '*approve-deploy* in');
    expect(messageText(await list(BEN))).not.toContain(number);
    expect(messageText(await home(BEN, 'Nothing waits for an approval'))).not.toContain(number);
    // Whoever knows its ids still does not see it; the rules say what they may do with it.
    await person(ADA).click(own, 'Approve');
    await cardOf('secret', card, `approved by <@${ADA}>`);
  });

  it('is approved from the list, and every copy of the card follows', async () => {
    await person(ADA).command('backend', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'backend', 'web-shop');
    const { card, number } = await runIn(ADA, 'deploys', 'hold');
    const copy = await bot.card('backend', number, 'waits for approval');
    const mine = await list(BEN, 'backend');
    expect(messageText(mine)).toContain(number);
    expect(JSON.stringify(mine.blocks)).toMatch(/"url":"[^"]+\/workflows\//);
    await person(BEN).click(mine, 'Approve');
    await cardOf('deploys', card, `approved by <@${BEN}>`);
    await cardOf('backend', copy, `approved by <@${BEN}>`);
    await person(BEN).click(mine, 'Refresh');
    await bot.slack.client.waitFor(
      async () => {
        const now = (await person(BEN).ephemerals('backend')).find(({ ts }) => ts === mine.ts);
        return now !== undefined && messageText(now).includes('Nothing waits for your approval');
      },
      { what: 'the list without it', timeoutMs: 45_000 },
    );
    await person(ADA).command('backend', `/circleci unsubscribe ${PROJECT}`);
  });

  it('is approved from App Home, where it goes by itself, and every copy of the card follows', async () => {
    const { card, number } = await runIn(BEN, 'deploys', 'hold');
    const view = await home(ADA, number, '*approve-deploy* in', 'waits since');
    await person(ADA).click(view, 'Approve');
    await cardOf('deploys', card, `approved by <@${ADA}>`);
    await bot.slack.client.waitFor(
      async () => {
        const now = await person(ADA).home();
        return now !== null && messageText(now).includes('Nothing waits for an approval');
      },
      { what: 'App Home without it', timeoutMs: 45_000 },
    );
  });

  it('is drawn anew in App Home by its button', async () => {
    const before = await home(ADA, 'Nothing waits for an approval');
    const { card, number } = await runIn(BEN, 'deploys', 'hold');
    await person(ADA).click(before, 'Refresh');
    await bot.slack.client.waitFor(
      async () => {
        const now = await person(ADA).home();
        return (
          now !== null &&
          messageText(now).includes(`${number}>`) &&
          messageText(now).includes('*approve-deploy* in')
        );
      },
      { what: `App Home with ${number}`, timeoutMs: 45_000 },
    );
    await person(BEN).click(card, 'Approve');
    await cardOf('deploys', card, `approved by <@${BEN}>`);
  });

  it('shows nothing, and says why, when Slack does not say where somebody is', async () => {
    const { card, number } = await runIn(CHIE, 'deploys', 'hold');
    await bot.restart();
    bot.slack.faults.next({ method: 'users.conversations', behaviour: 'error', error: 'internal_error' });
    const blind = messageText(await list(ADA));
    expect(blind).toContain('Slack did not say which channels you are in');
    expect(blind).not.toContain(number);
    await person(CHIE).click(card, 'Approve');
    await cardOf('deploys', card, `approved by <@${CHIE}>`);
  });

  it('is oldest first, names what is left out, and lets no name mention anybody', async () => {
    await person(ADA).command('backend', `/circleci subscribe ${PROJECT} outcome:all budget=off`);
    await bot.told(ADA, 'backend', 'web-shop');
    const numbers: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      const branch = index === 0 ? '<!channel>`*|<@U0BEN00002>' : `feature/${index}`;
      numbers.push(bot.circleci.control.push(PROJECT, { scenario: 'hold', branch })?.number ?? 0);
    }
    for (const number of numbers) await bot.card('backend', `#${number}`, 'waits for approval');
    const text = messageText(await list(BEN));
    const shown = [...text.matchAll(/web-shop #(\d+)>/g)].map(([, number]) => Number(number));
    expect(shown).toEqual(numbers.slice(0, 10));
    expect(text).toContain('and 2 more');
    expect(text).not.toMatch(/<!channel>|<@U0BEN00002>/);
  });
});
