import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const OTHER = 'gh/acme/payments-api';
const DORA = 'U0DORA00004';

describeWithDatabase('locks and freezes', (databases) => {
  let bot: Bot;
  const clock = { aheadMs: 0 };
  beforeAll(async () => {
    bot = await startBot(databases, {
      now: () => new Date(Date.now() + clock.aheadMs),
      slack: {
        users: [
          { id: ADA, name: 'ada', realName: 'Ada', locale: 'en-US' },
          { id: BEN, name: 'ben', realName: 'Ben', locale: 'en-GB' },
          { id: CHIE, name: 'chie', realName: 'Chie', locale: 'ja-JP' },
          { id: DORA, name: 'dora', realName: 'Dora', locale: 'en-US' },
        ],
      },
    });
  });
  afterAll(() => bot.stop());

  const person = (user: string) => bot.slack.client.as(user);
  /** The next private answer to somebody after they did something. */
  const answerTo = async (user: string, act: () => Promise<unknown>) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    return bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      {
        what: `an answer to ${user}`,
        timeoutMs: 25_000,
      },
    );
  };
  const says = async (user: string, words: string) =>
    messageText(await answerTo(user, () => person(user).command('deploys', `/circleci ${words}`)));
  /** A direct message to somebody, the newest that says this. */
  const direct = (user: string, ...texts: string[]) =>
    bot.slack.client.waitFor(
      async () =>
        (await person(user).directMessages()).findLast((one) =>
          texts.every((text) => messageText(one).includes(text)),
        ),
      { what: `a direct message to ${user} with ${texts.join(', ')}`, timeoutMs: 25_000 },
    );
  const posts = (path: RegExp) =>
    bot.circleci.log.filter((request) => request.method === 'POST' && path.test(request.path)).length;
  const inChannel = (text: string) =>
    bot.slack.client.waitFor(
      async () => (await person(ADA).messages('deploys')).findLast((one) => messageText(one).includes(text)),
      { what: `a message with ${text}`, timeoutMs: 25_000 },
    );
  /** Until the card says it no more. */
  const gone = (number: string, text: string) =>
    bot.slack.client.waitFor(
      async () =>
        (await bot.cards('deploys')).some(
          (one) => messageText(one).includes(number) && !messageText(one).includes(text),
        ),
      { what: `${text} to go from the card ${number}`, timeoutMs: 25_000 },
    );

  it('keep everyone but the holder from running, approving and rerunning, and say who, why and until when', async () => {
    const number = await bot.run(BEN, `${PROJECT} scenario/hold`);
    await bot.card('deploys', number, 'approve-deploy', 'Approve');
    const failed = await bot.run(BEN, `${PROJECT} scenario/failure`);
    await bot.card('deploys', failed, 'Failed', 'Rerun');
    expect(await says(ADA, `lock ${PROJECT} 2h moving the database`)).toContain(
      `You have locked \`${PROJECT}\` until`,
    );
    await inChannel(`🔒 \`${PROJECT}\` is locked by <@${ADA}> until`);
    // Who waits for a decision sees it before the click.
    const card = await bot.card('deploys', number, 'Approve', `locked by <@${ADA}>`, 'moving the database');
    const before = [posts(/\/approve\//), posts(/\/rerun$/), posts(/\/pipeline\/run$/)];
    for (const refused of [
      messageText(await answerTo(BEN, () => person(BEN).click(card, 'Approve'))),
      await says(BEN, `run ${PROJECT} scenario/success`),
      await says(BEN, `rerun ${failed}`),
    ]) {
      expect(refused).toContain('Nothing was done');
      expect(refused).toContain(`locked by <@${ADA}> until <!date^`);
      expect(refused).toContain('moving the database');
      expect(refused).toContain('Ask the holder');
    }
    expect([posts(/\/approve\//), posts(/\/rerun$/), posts(/\/pipeline\/run$/)]).toEqual(before);
    expect(await says(BEN, 'audit action:approve')).toContain('locked');
    // Another project is not locked, and cancelling is always possible.
    await bot.run(BEN, `${OTHER} scenario/success`);
    const holders = await bot.run(ADA, `${PROJECT} scenario/hold`);
    await bot.card('deploys', holders, 'approve-deploy', 'Approve');
    expect(await says(BEN, `cancel ${number}`)).toContain('Canceled');
    await person(ADA).click(await bot.card('deploys', holders, 'Approve'), 'Approve');
    await bot.card('deploys', holders, 'Succeeded');
    expect(await says(ADA, `unlock ${PROJECT}`)).toContain('You have released');
    await bot.run(BEN, `${PROJECT} scenario/success`);
  }, 60_000);

  it('are shown in lists, in the status and on App Home', async () => {
    await says(ADA, `lock ${PROJECT} 2h moving the database`);
    expect(await says(BEN, 'locks')).toContain('moving the database');
    expect(await says(CHIE, 'lock')).toContain('ロックしています');
    expect(await says(BEN, `status ${PROJECT}`)).toContain('moving the database');
    await person(BEN).openHome();
    await bot.slack.client.waitFor(
      async () => {
        const home = await person(BEN).home();
        return home !== null && messageText(home).includes('moving the database');
      },
      { what: 'the lock on App Home', timeoutMs: 25_000 },
    );
    expect(await says(ADA, `unlock ${PROJECT}`)).toContain('You have released');
  }, 60_000);

  it('are of a branch, or of all that a pattern fits, and leave the others alone', async () => {
    const held = await bot.run(BEN, `${PROJECT} scenario/hold`);
    await bot.card('deploys', held, 'approve-deploy', 'Approve');
    await says(ADA, `lock ${PROJECT}/scenario/h* 1h only these`);
    await bot.card('deploys', held, 'only these');
    expect(await says(BEN, `approve ${held}`)).toContain('only these');
    await bot.run(BEN, `${PROJECT} scenario/success`);
    expect(await says(BEN, `unlock ${PROJECT}/main`)).toContain('There is no lock of');
    expect(await says(ADA, 'unlock web-shop/scenario/h*')).toContain('You have released');
    await gone(held, 'only these');
    await says(BEN, `cancel ${held}`);
  }, 60_000);

  it('go to one of two who ask at once, and who locks again changes the end and the reason', async () => {
    const [first, second] = await Promise.all([
      says(ADA, `lock ${OTHER} 1h mine says Ada`),
      says(BEN, `lock ${OTHER} 1h mine says Ben`),
    ]);
    const got = [first, second].filter((text) => text.includes('You have locked'));
    const not = [first, second].filter((text) => text.includes('Ask the holder'));
    expect([got.length, not.length]).toEqual([1, 1]);
    const [holder, other] = first === got[0] ? [ADA, BEN] : [BEN, ADA];
    expect(not[0]).toContain(`<@${holder}>`);
    // What overlaps is refused as well: both would be kept out by each other.
    expect(await says(other, `lock ${OTHER}/main 1h mine too`)).toContain(`<@${holder}> has`);
    expect(await says(holder, `lock ${OTHER} 30d for long`)).toContain('the longest is 14d');
    const list = await says(other, 'locks');
    expect(list).toContain('for long');
    expect(list).not.toContain('mine says');
    await says(holder, `unlock ${OTHER}`);
    expect(await says(other, 'locks')).toContain('Nothing is locked');
  }, 60_000);

  it('end by themselves, and the holder is told before and can extend them', async () => {
    const held = await bot.run(BEN, `${PROJECT} scenario/hold`);
    await bot.card('deploys', held, 'approve-deploy', 'Approve');
    await says(ADA, `lock ${PROJECT} 1h short one`);
    await bot.card('deploys', held, 'short one');
    clock.aheadMs += 50 * 60_000;
    // Any change of a lock has all of them looked at; else it is a minute.
    await says(BEN, `lock ${OTHER} 2h other`);
    const warning = await direct(ADA, `Your lock of \`${PROJECT}\` ends at`, 'Extend by 1 hour');
    await person(ADA).click(warning, 'Extend by 1 hour');
    await direct(ADA, 'now ends at');
    clock.aheadMs += 30 * 60_000;
    expect(await says(BEN, `run ${PROJECT} scenario/success`)).toContain('short one');
    clock.aheadMs += 45 * 60_000;
    // Over is over, whether or not anybody has ended it yet.
    await bot.run(BEN, `${PROJECT} scenario/success`);
    await says(BEN, `unlock ${OTHER}`);
    await direct(ADA, 'its time was up');
    await inChannel(`\`${PROJECT}\` is locked no more: the time was up`);
    await gone(held, 'short one');
    expect(await says(ADA, 'audit action:lock_expire')).toContain('lock_expire');
    await says(BEN, `cancel ${held}`);
  }, 60_000);

  it('have their holder asked, once per person, and whoever asked is told the answer', async () => {
    await says(ADA, `lock ${PROJECT} 2h a long story`);
    const ask = async (user: string) => {
      const refused = await answerTo(user, () =>
        person(user).command('deploys', `/circleci run ${PROJECT} scenario/success`),
      );
      const label = user === CHIE ? 'ロックした人に聞く' : 'Ask the holder';
      return messageText(await answerTo(user, () => person(user).click(refused, label)));
    };
    expect(await ask(BEN)).toContain(`<@${ADA}> was asked`);
    const question = await direct(ADA, `<@${BEN}> asks whether you release`, 'a long story');
    expect(await ask(BEN)).toContain('a short while ago');
    await person(ADA).click(question, 'Keep');
    await direct(BEN, `<@${ADA}> keeps the lock`);
    expect(await ask(CHIE)).toContain('確認しました');
    const second = await direct(ADA, `<@${CHIE}> asks whether you release`);
    expect(
      (await person(ADA).directMessages()).filter((one) => messageText(one).includes('asks')).length,
    ).toBe(1);
    await person(ADA).click(second, 'Release');
    await direct(CHIE, 'ロックが終了しました');
    await direct(BEN, 'is locked no more');
    await bot.run(BEN, `${PROJECT} scenario/success`);
  }, 60_000);

  it('of somebody else are released with a reason, which the holder is told; without one when they have left', async () => {
    await says(ADA, `lock ${PROJECT} 2h gone for lunch`);
    expect(await says(BEN, `unlock ${PROJECT}`)).toContain('say why');
    expect(await says(BEN, 'locks')).toContain('gone for lunch');
    expect(await says(BEN, `unlock ${PROJECT} outage <!channel>`)).toContain('You have released');
    await direct(ADA, `<@${BEN}> has released your lock`, 'outage &lt;!channel&gt;');
    await says(DORA, `lock ${PROJECT} 2h my last day`);
    bot.slack.deactivate(DORA);
    // Who people are is remembered for some minutes; a restart asks anew.
    await bot.restart();
    expect(await says(BEN, `unlock ${PROJECT}`)).toContain('You have released');
  }, 60_000);

  it('refuse words that make no sense, and show hostile ones as what they are', async () => {
    expect(await says(ADA, `lock ${PROJECT}`)).toContain('How long?');
    expect(await says(ADA, `lock ${PROJECT} main 2h why`)).toContain('`main` isn’t a duration');
    expect(await says(ADA, `lock ${PROJECT} 2h`)).toContain('Say why');
    expect(await says(ADA, 'lock no-such-project 2h why')).toContain('no-such-project');
    expect(await says(ADA, `lock ${PROJECT}/^release/.*$ 2h why`)).toContain('release/');
    const hostile = `*_~<!here> x'); drop table locks;-- \`\`\` ${'x'.repeat(2_000)}`;
    await says(ADA, `lock ${PROJECT} 2h ${hostile}`);
    const list = await says(BEN, 'locks');
    expect(list).toContain('&lt;!here&gt;');
    expect(list).not.toContain('<!here>');
    expect(list).not.toContain('```');
    await says(ADA, `unlock ${PROJECT}`);
  }, 60_000);

  it('freeze everything for everyone, whoever did it too', async () => {
    expect(await says(ADA, 'freeze 1h incident')).toContain('You have frozen everything');
    await inChannel(`🧊 Everything is frozen by <@${ADA}>`);
    for (const user of [ADA, BEN]) {
      const refused = await says(user, `run ${OTHER} scenario/success`);
      expect(refused).toContain('incident');
      expect(refused).not.toContain('A rule lets you');
    }
    expect(await says(BEN, 'freeze 1h me too')).toContain(`<@${ADA}> has everything`);
    expect(await says(BEN, 'unfreeze')).toContain('say why');
    expect(await says(ADA, 'unfreeze')).toContain('You have ended the freeze');
    expect(await says(ADA, 'unfreeze')).toContain('Nothing is frozen');
    await bot.run(BEN, `${OTHER} scenario/success`);
  }, 60_000);
});
