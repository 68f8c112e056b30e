import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoProjects } from '../../simulators/circleci/demo/projects.ts';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { COMMAND_NAMES } from '../../src/views/help-names.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const [webShop] = demoProjects;
const channels = ['talk', 'holds', 'cancels', 'reruns', 'names'].map((name, index) => ({
  id: `C0STORY00${index}`,
  name,
}));

describeWithDatabase('commands', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    const twin = webShop === undefined ? [] : [{ ...webShop, organization: 'globex' }];
    bot = await startBot(databases, {
      slack: { channels },
      circleci: { projects: [...demoProjects, ...twin] },
    });
  });
  afterAll(() => bot.stop());

  /** Types a command and waits for its one private answer. */
  const ask = async (user: string, channel: string, words: string): Promise<ClientMessage> => {
    const person = bot.slack.client.as(user);
    const before = (await person.ephemerals(channel)).length;
    expect(await person.command(channel, `/circleci ${words}`)).toMatchObject({ ok: true });
    return bot.slack.client.waitFor(async () => answerAfter(await person.ephemerals(channel), before), {
      timeoutMs: 45_000,
      what: `the answer to /circleci ${words}`,
    });
  };
  const says = async (user: string, channel: string, words: string) =>
    messageText(await ask(user, channel, words));
  /** Runs a scenario from a channel and waits until its card there says all of this. */
  const run = async (channel: string, scenario: string, ...texts: string[]) => {
    const known = new Set((await bot.cards(channel)).map(({ ts }) => ts));
    await bot.slack.client.as(ADA).command(channel, `/circleci run ${PROJECT} scenario/${scenario}`);
    return bot.slack.client.waitFor(
      async () =>
        (await bot.cards(channel)).find(
          (card) => !known.has(card.ts) && texts.every((text) => messageText(card).includes(text)),
        ),
      { timeoutMs: 45_000, what: `a card of ${scenario} in #${channel} with ${texts.join(', ')}` },
    );
  };
  const numberOf = (card: ClientMessage) => /#\d+/.exec(messageText(card))?.[0] ?? '';
  /** Clicks the button in the row of a private list that speaks of this pipeline. */
  const pick = (user: string, list: ClientMessage, number: string) => {
    const row = list.blocks.find((block) => JSON.stringify(block).includes(`${number}>`));
    return bot.slack.client.as(user).click(list, { blockId: String(row?.block_id) });
  };
  const becomes = (channel: string, ts: string, text: string) =>
    bot.slack.client.waitFor(
      async () =>
        (await bot.cards(channel)).some((card) => card.ts === ts && messageText(card).includes(text)),
      { timeoutMs: 45_000, what: `the card ${ts} to say ${text}` },
    );

  it('help lists every command, in the language of whoever asks', async () => {
    const english = await says(ADA, 'talk', 'help');
    const japanese = await says(CHIE, 'talk', 'help');
    for (const name of COMMAND_NAMES) {
      expect(english).toContain(`/circleci ${name}`);
      expect(japanese).toContain(`/circleci ${name}`);
    }
    expect(english).toContain('What you can type');
    expect(japanese).toMatch(/[ぁ-ん]/);
    expect(await says(ADA, 'talk', '')).toBe(english);
    expect(await says(BEN, 'talk', 'help run')).toContain('key=value');
    expect(await says(CHIE, 'talk', 'help approve')).toMatch(/承認/);
  });

  it.each([
    ['aprove', '/circleci approve'],
    ['subscripe gh/acme/web-shop', '/circleci subscribe'],
    ['deploy', '/circleci run'],
    ['help rerunn', '/circleci help rerun'],
    ['rerun --faild', '--failed'],
    ['subscribe gh/acme/web-shop brnch:main', 'branch:main'],
  ])('a mistake such as “%s” is answered with the nearest right form', async (words, nearest) => {
    const answer = await says(ADA, 'talk', words);
    expect(answer).toContain('Did you mean');
    expect(answer).toContain(nearest);
    expect(answer).toContain('Usage:');
  });

  it('whoami says who one is, and who the bot is', async () => {
    const answer = await says(BEN, 'talk', 'whoami');
    for (const part of [`<@${BEN}>`, `${bot.slack.team.id}:${BEN}`, 'chatops-bot', 'no default project'])
      expect(answer).toContain(part);
    expect(await says(CHIE, 'talk', 'whoami')).toMatch(/[ぁ-ん]/);
  });

  it('a short name that two projects have is asked back with both', async () => {
    await says(ADA, 'names', `status ${PROJECT}`);
    expect(await says(ADA, 'names', 'status web-shop')).not.toContain('Several projects');
    await says(ADA, 'names', 'status gh/globex/web-shop');
    const answer = await says(ADA, 'names', 'status web-shop');
    expect(answer).toContain('Several projects are called `web-shop`');
    expect(answer).toContain('`gh/acme/web-shop`');
    expect(answer).toContain('`gh/globex/web-shop`');
  });

  it('use sets what commands without a project mean', async () => {
    expect(await says(ADA, 'names', 'status')).toContain('Which project?');
    expect(await says(ADA, 'names', `use ${PROJECT}`)).toContain('default project is `gh/acme/web-shop`');
    await run('names', 'success', 'Succeeded');
    const number = numberOf(await run('names', 'failure', 'Failed'));
    expect(await says(ADA, 'names', 'status')).toContain(`web-shop ${number}`);
    const branch = await says(ADA, 'names', 'status scenario/success');
    expect(branch).toContain('Succeeded');
    expect(branch).not.toContain(number);
    expect(await says(ADA, 'names', `status ${PROJECT} scenario/failure`)).toContain(number);
    expect(await says(ADA, 'names', 'status no/such-branch')).toMatch(/no pipelines|not/i);
  });

  it('subscriptions are listed with how to remove them', async () => {
    expect(await says(ADA, 'talk', 'subscriptions')).toContain('no subscriptions');
    await says(ADA, 'talk', `subscribe ${PROJECT} branch:“release/*”,main outcome:failed`);
    const answer = await says(BEN, 'talk', 'subscriptions');
    for (const part of [PROJECT, 'release/*', 'main', '/circleci unsubscribe'])
      expect(answer).toContain(part);
    expect(await says(ADA, 'talk', `unsubscribe ${PROJECT}`)).toContain('no longer shows');
    expect(await says(ADA, 'talk', 'subscriptions')).toContain('no subscriptions');
  });

  it('smart quotes hold words together, and one that is never closed is told', async () => {
    const unknown = await says(ADA, 'talk', `run ${PROJECT} scenario/success note=“two words”`);
    expect(unknown).toContain('“note” is not declared');
    expect(await says(ADA, 'talk', `run ${PROJECT} “scenario/success`)).toContain('never closed');
    expect(await says(CHIE, 'talk', `run ${PROJECT} 「scenario/success`)).toMatch(/[ぁ-ん]/);
  });

  it('approve: none, one, several', async () => {
    expect(await says(ADA, 'holds', 'approve')).toContain('Nothing waits for approval here');
    const one = await run('holds', 'hold', 'Approve');
    expect(await says(BEN, 'holds', 'approve')).toContain('Approved. CircleCI confirms it');
    await becomes('holds', one.ts, `approved by <@${BEN}>`);
    const several = [await run('holds', 'hold', 'Approve'), await run('holds', 'hold', 'Approve')];
    const list = await ask(BEN, 'holds', 'approve');
    expect(list.text).toContain('Several approvals wait');
    const [first, second] = several;
    await pick(BEN, list, numberOf(first ?? list));
    await becomes('holds', first?.ts ?? '', 'Succeeded');
    expect(messageText((await bot.cards('holds')).find(({ ts }) => ts === second?.ts) ?? list)).toContain(
      'Approve',
    );
    expect(await says(BEN, 'holds', `approve ${numberOf(second ?? list)}`)).toContain('Approved');
    await becomes('holds', second?.ts ?? '', 'Succeeded');
  });

  it('cancel: none, one, several', async () => {
    expect(await says(ADA, 'cancels', 'cancel')).toContain('Nothing runs or waits here');
    const one = await run('cancels', 'cancel', 'Running');
    expect(await says(BEN, 'cancels', 'cancel')).toContain('Canceled. CircleCI confirms it');
    await becomes('cancels', one.ts, 'Canceled');
    const several = [await run('cancels', 'cancel', 'Running'), await run('cancels', 'cancel', 'Running')];
    const list = await ask(BEN, 'cancels', 'cancel');
    expect(list.text).toContain('Several workflows run');
    for (const card of several) await pick(BEN, list, numberOf(card)).catch(() => undefined);
    await becomes('cancels', several[0]?.ts ?? '', 'Canceled');
    await says(BEN, 'cancels', `cancel ${numberOf(several[1] ?? list)}`);
    await becomes('cancels', several[1]?.ts ?? '', 'Canceled');
  });

  it('rerun: none, one, several', async () => {
    expect(await says(ADA, 'reruns', 'rerun')).toContain('no finished workflow here');
    expect(await says(ADA, 'reruns', 'rerun --failed')).toContain('no failed workflow here');
    const one = await run('reruns', 'rerun', 'Failed');
    expect(await says(BEN, 'reruns', 'rerun --failed')).toContain('The rerun has started');
    await becomes('reruns', one.ts, 'Succeeded');
    const several = [await run('reruns', 'rerun', 'Failed'), await run('reruns', 'rerun', 'Failed')];
    const list = await ask(BEN, 'reruns', 'rerun --failed');
    expect(list.text).toContain('Several workflows failed');
    await pick(BEN, list, numberOf(several[0] ?? list));
    await becomes('reruns', several[0]?.ts ?? '', 'Succeeded');
    expect(await says(BEN, 'reruns', 'rerun --failed')).toContain('The rerun has started');
    await becomes('reruns', several[1]?.ts ?? '', 'Succeeded');
  });

  it('every answer was private: the bot wrote nothing but cards where everyone reads', async () => {
    const said = bot.slack.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args.thread_ts === undefined,
    );
    expect(said.length).toBeGreaterThan(0);
    for (const { args } of said) expect(args.metadata).toMatchObject({ event_type: 'circleci_card_posted' });
    const answers = bot.slack.calls.filter(({ method }) => method === 'response_url');
    expect(answers.length).toBeGreaterThan(0);
    for (const { args } of answers) expect(args.response_type).not.toBe('in_channel');
    for (const { name } of channels) {
      for (const message of await bot.slack.client.as(ADA).messages(name))
        expect(message.blocks).not.toEqual([]);
    }
  });
});
