import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScenarioName } from '../../simulators/circleci/index.ts';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/payments-api';
const MINUTE = 60_000;

describeWithDatabase('pipelines with a setup workflow', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    // Paused: between the end of the setup workflow and what follows, the test looks.
    bot = await startBot(databases, { circleci: { paused: true } });
    const command = (channel: string, text: string) =>
      bot.slack.client.as(ADA).command(channel, `/circleci ${text}`);
    await command('deploys', `subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'This channel now shows pipelines');
    await command('backend', `subscribe ${PROJECT} outcome:broken,fixed`);
    await bot.told(ADA, 'backend', 'This channel now shows pipelines');
  });
  afterAll(() => bot.stop());

  const push = (scenario: ScenarioName, branch: string) => {
    const made = bot.circleci.control.push(PROJECT, { scenario, branch });
    if (made === null) throw new Error(`${scenario} made no pipeline`);
    return made;
  };
  const setupEnds = async (id: string) => {
    const hasEnded = () =>
      bot.circleci.control.deliveries.some(
        ({ type, payload }) => type === 'workflow-completed' && JSON.stringify(payload.pipeline).includes(id),
      );
    while (!hasEnded()) {
      if (!(await bot.circleci.control.step())) throw new Error('the setup workflow never ends');
    }
  };
  const settle = async () => {
    await bot.circleci.control.settle();
    await bot.app.drain();
  };
  const titleOf = (card: Parameters<typeof messageText>[0]) => messageText(card).split('\n')[0] ?? '';
  const titles = async (channel: string, number: number) =>
    (await bot.cards(channel)).map(titleOf).filter((title) => title.includes(`|payments-api #${number}>`));
  /** From the push until the setup workflow has succeeded and CircleCI was read. */
  const pushAndSetUp = async (scenario: ScenarioName, branch: string) => {
    const { id, number } = push(scenario, branch);
    await setupEnds(id);
    await bot.card('deploys', `#${number}`, 'Setting up', 'The workflows it prepared will appear here');
    expect(await titles('backend', number)).toEqual([]);
    return number;
  };

  it('one whose setup workflow fails has failed', async () => {
    const { number } = push('setup-failed', 'main');
    await settle();
    await bot.card('deploys', `#${number}`, '*Failed*');
    await bot.card('backend', `#${number}`, '*Failed*');
  });

  it('one that goes on succeeds, and fixes the branch, with its last workflow and not before', async () => {
    const number = await pushAndSetUp('dynamic', 'main');
    await settle();
    await bot.card('deploys', `#${number}`, '*Succeeded*', 'build-and-test');
    await bot.card('backend', `#${number}`, '*Succeeded*');
  });

  it('one that goes on with a workflow of the same name is no rerun of it', async () => {
    const number = await pushAndSetUp('dynamic-failure', 'same-name');
    await settle();
    const card = await bot.card('deploys', `#${number}`, '*Failed*');
    expect(messageText(card)).not.toContain('attempt 2');
    await bot.card('backend', `#${number}`, '*Failed*');
  });

  it.each(['dynamic-refused', 'dynamic-errored'] as const)(
    'one whose continuation is refused has failed, and says why: %s',
    async (scenario) => {
      const number = await pushAndSetUp(scenario, scenario);
      await settle();
      await bot.card(
        'deploys',
        ...[`#${number}`, '*Failed*', 'The configuration has an error'],
        ...['Cannot find a definition for job', 'CircleCI refused the configuration'],
      );
      await bot.card('backend', `#${number}`, '*Failed*');
      // The next one that gets through has fixed it.
      const next = await pushAndSetUp('dynamic', scenario);
      await settle();
      await bot.card('backend', `#${next}`, '*Succeeded*');
    },
  );

  it('the person who ran one reads that its continuation was refused', async () => {
    bot.circleci.control.setScenario(PROJECT, 'dynamic-refused');
    const number = await bot.run(ADA, `${PROJECT} main`);
    await settle();
    await bot.card('deploys', number, '*Failed*');
    await bot.told(ADA, 'deploys', 'and then refused its configuration');
  });

  it('one that continues with nothing says so once nothing has come', async () => {
    const numbers = [
      await pushAndSetUp('dynamic-nothing', 'nothing'),
      await pushAndSetUp('dynamic-empty', 'empty'),
    ];
    await settle();
    for (const number of numbers) expect((await titles('deploys', number))[0]).toContain('Setting up');
    bot.circleci.control.letTimePass(6 * MINUTE);
    for (const number of numbers) {
      const card = await bot.card('deploys', `#${number}`, 'Setup succeeded, nothing followed');
      expect(titleOf(card)).not.toContain('*Succeeded*');
      expect(await titles('backend', number)).toEqual([]);
    }
  });
});
