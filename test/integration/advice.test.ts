import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoProjects } from '../../simulators/circleci/demo/projects.ts';
import { createProject } from '../../simulators/circleci/project-setup.ts';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/payments-api';
/** Of ids, as the slugs of GitHub App projects are. */
const MOBILE = String(demoProjects.map(createProject).find(({ name }) => name === 'mobile-app')?.slug);
/** Ada's direct message with the bot. */
const DIRECT = 'D0ADA00001';

describeWithDatabase('what the bot advises', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const command = (user: string, channel: string, text: string) =>
    bot.slack.client.as(user).command(channel, `/circleci ${text}`);

  it('to change a budget changes the budget and nothing else', async () => {
    await command(ADA, 'deploys', `subscribe ${PROJECT} outcome:all branch:main bots:out digest=hourly`);
    await bot.told(ADA, 'deploys', 'branches `main` · without bots');
    await command(CHIE, 'deploys', `subscribe ${PROJECT} budget=20`);
    const changed = messageText(await bot.told(CHIE, 'deploys', '20枚'));
    expect(changed).toContain('ブランチ `main`');
    expect(changed).toContain('書かなかった項目はそのままです');
    await command(ADA, 'deploys', `subscribe ${PROJECT} digest=off`);
    const off = messageText(await bot.told(ADA, 'deploys', 'at most 20 cards an hour'));
    expect(off).toContain('branches `main` · without bots');
    expect(off).not.toContain('digest');
    expect(off).not.toContain('failed, fixed and on hold');
    const made = bot.circleci.control.push(PROJECT, { scenario: 'success', branch: 'main' });
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
  });

  it('to start again with reset starts again, and a trial says what it would be', async () => {
    await command(ADA, 'backend', `subscribe ${PROJECT} branch:main`);
    await bot.told(ADA, 'backend', 'branches `main`');
    await command(ADA, 'backend', `subscribe ${PROJECT} outcome:failed --dry-run`);
    await bot.told(ADA, 'backend', 'branches `main` · only Failed');
    await command(ADA, 'backend', `subscribe ${PROJECT} reset outcome:fixed`);
    const fresh = messageText(await bot.told(ADA, 'backend', 'only Fixed'));
    expect(fresh).not.toContain('`main`');
    expect(fresh).toContain('at most 60 cards an hour');
  });

  it('in a direct message is about the person, not about a channel', async () => {
    await fetch(`${bot.config.slack.apiUrl}/conversations.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bot.config.slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ users: ADA }),
    });
    await command(ADA, DIRECT, `subscribe ${PROJECT} outcome:failed`);
    await bot.told(ADA, DIRECT, `You will now get pipelines of \`${PROJECT}\` here.`);
  });
});

describeWithDatabase('answers', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, { env: { BOT_AUTHORS: 'release manager' } });
  });
  afterAll(() => bot.stop());

  const person = (user: string) => bot.slack.client.as(user);
  const says = async (user: string, words: string) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await person(user).command('deploys', `/circleci ${words}`);
    const answer = await bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      { what: `an answer to ${words}`, timeoutMs: 30_000 },
    );
    return messageText(answer);
  };

  it('suggest the project that is nearest, by name', async () => {
    await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    await says(ADA, `status ${MOBILE}`);
    expect(await says(ADA, 'status webshop')).toContain('Did you mean `gh/acme/web-shop`?');
    expect(await says(ADA, 'status mobil-ap')).toContain('Did you mean `mobile-app`?');
  });

  it('call a project of ids by its name, in locks, subscriptions and the audit log', async () => {
    expect(await says(ADA, 'lock mobile-app 1h moving')).toContain('`mobile-app (circleci/');
    expect(await says(BEN, 'run mobile-app develop')).toContain('`mobile-app (circleci/');
    expect(await says(BEN, 'locks')).toContain('`mobile-app (circleci/');
    expect(await says(ADA, 'unlock mobile-app')).toContain('`mobile-app (circleci/');
    expect(await says(ADA, 'subscribe mobile-app')).toContain('`mobile-app (circleci/');
    expect(await says(ADA, 'stop mobile-app')).toContain('`mobile-app (circleci/');
    expect(await says(ADA, 'audit action:lock')).toContain('mobile-app (circleci/');
    expect(await says(ADA, 'unsubscribe gh/acme/payments-api')).toContain('`mobile-app (circleci/');
  });

  it('suggest the branch that is nearest where CircleCI does not know one', async () => {
    const answer = await says(ADA, 'run gh/acme/web-shop maim');
    expect(answer).toContain('Branch not found');
    expect(answer).toContain('Did you mean `main`?');
  });

  it('say how long a freeze takes, and ask nobody about one’s own', async () => {
    expect(await says(ADA, 'freeze')).toContain('`/circleci freeze 2h REASON`');
    expect(await says(ADA, 'freeze soon because')).not.toContain('after the project');
    expect(await says(ADA, 'freeze 1h a drill')).toContain('You have frozen everything');
    const own = await says(ADA, 'run gh/acme/web-shop scenario/success');
    expect(own).toContain('It is your own freeze');
    expect(own).not.toContain('Ask the holder');
    expect(await says(BEN, 'run gh/acme/web-shop scenario/success')).toContain('Ask the holder');
    expect(await says(ADA, 'unfreeze')).toContain('ended the freeze');
  });

  it('tell a pipeline that is not there from one where nothing waits', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    await bot.card('deploys', number, 'Succeeded');
    expect(await says(ADA, 'approve #9999')).toContain('There is no pipeline `#9999` here');
    expect(await says(ADA, 'reject #9999 no')).toContain('There is no pipeline `#9999` here');
    expect(await says(ADA, `approve ${number}`)).toContain(`Nothing in ${number} is waiting for approval.`);
    expect(await says(BEN, `can ${ADA} approve ${number}`)).toContain(
      `Nothing in ${number} is waiting for approval, so there is nothing to check.`,
    );
  });

  it('open the form for jobs at once where one workflow is meant', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/failure');
    await bot.card('deploys', number, 'Failed');
    await person(ADA).command('deploys', `/circleci rerun ${number} --jobs`);
    await bot.slack.client.waitFor(
      async () => ((await person(ADA).modal())?.title === 'Run jobs again' ? true : undefined),
      { what: 'the form for jobs', timeoutMs: 15_000 },
    );
  });

  it('leave out bots by what the commit says, and those that the operator names', async () => {
    await person(CHIE).command('backend', '/circleci subscribe gh/acme/payments-api bots:out outcome:all');
    await bot.told(CHIE, 'backend', 'ボットを除く');
    // CircleCI's API does not say who made a commit on GitHub; its webhooks do. So the first look is over before.
    await bot.app.drain();
    const pushed = async (login: string, name: string, email: string) => {
      const commit = { author: { id: `person-${login}`, login, name, email } };
      const made = bot.circleci.control.push('gh/acme/payments-api', { scenario: 'success', commit });
      return `#${made?.number}`;
    };
    const bots = [
      await pushed('kim', 'Kim', '49699333+dependabot[bot]@users.noreply.github.com'),
      await pushed('kim', 'Release Manager', 'kim@example.com'),
      await pushed('kim', 'WhiteSource Renovate', 'kim@example.com'),
    ];
    const person1 = await pushed('kim', 'Kim', 'kim@example.com');
    await bot.card('backend', person1, 'Succeeded');
    await bot.circleci.idle();
    await bot.app.drain();
    const cards = (await bot.cards('backend')).map(messageText).join('\n');
    for (const number of bots) expect(cards).not.toContain(`${number}>`);
  });
});

describeWithDatabase('the form of a bot that was just installed', (databases) => {
  it('offers the branches of CircleCI’s recent pipelines, within Slack’s three seconds', async () => {
    const bot = await startBot(databases);
    const project = 'gh/acme/web-shop';
    // Before any webhook: the bot has stored none of these.
    bot.circleci.control.setWebhook(undefined);
    for (const branch of ['feature/gift-cards', 'release/2.4']) {
      bot.circleci.control.push(project, { scenario: 'success', branch });
    }
    await bot.circleci.idle();
    const ada = bot.slack.client.as(ADA);
    await ada.command('deploys', `/circleci use ${project}`);
    await bot.told(ADA, 'deploys', 'default project is');
    await ada.command('deploys', '/circleci run');
    const modal = await bot.slack.client.waitFor(async () => (await ada.modal()) ?? undefined, {
      what: 'the form',
      timeoutMs: 15_000,
    });
    const began = performance.now();
    const { options } = await ada.options(modal, 'run.ref', '');
    expect(performance.now() - began).toBeLessThan(3_000);
    const offered = JSON.stringify(options);
    expect(offered).toContain('b:feature/gift-cards');
    expect(offered).toContain('b:release/2.4');
    await bot.stop();
  });
});
