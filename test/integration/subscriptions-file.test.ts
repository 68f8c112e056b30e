import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { type FollowedFile, followSubscriptionsFile } from '../../src/subscriptions/follow-file.ts';
import { USUAL } from '../../src/subscriptions/subscription.ts';
import { listSubscriptions, subscribe, subscriptionsTo } from '../../src/subscriptions/subscriptions.ts';
import { ADA, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const fileOf = (...lines: string[]) =>
  `channels:\n  ${DEPLOYS}:\n${lines.map((line) => `    - ${line}`).join('\n')}\n`;
const WEB = fileOf(`{ project: ${PROJECT}, branches: [main] }`);
const OTHER = fileOf('{ project: gh/acme/other }');

describeWithDatabase('subscriptions from a file', (databases) => {
  let core: Core;
  let folder: string;
  let path: string;
  const following: FollowedFile[] = [];
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-file-'));
    path = join(folder, 'subscriptions.yaml');
    await core.ctx.db.deleteFrom('subscriptions').execute();
    await core.ctx.db.deleteFrom('subscription_file').execute();
  });
  afterEach(async () => {
    for (const one of following.splice(0)) await one.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const follow = async (file: string | null = path) => {
    const followed = await followSubscriptionsFile(core.ctx, file, 20);
    following.push(followed);
    return followed;
  };
  const now = async () =>
    (await listSubscriptions(core.ctx, DEPLOYS)).map((one) => `${one.source} ${one.project} ${one.branches}`);
  const becomes = (...wanted: string[]) =>
    waitFor(async () => JSON.stringify(await now()) === JSON.stringify(wanted));
  const fileIsWrong = async () =>
    /^chatops_subscriptions_file_wrong 1$/m.test(await core.ctx.metrics.render());

  it('are there at start, follow every change, and go when they leave the file', async () => {
    await writeFile(path, WEB);
    const { warning } = await follow();
    expect(await now()).toEqual([`file ${PROJECT} main`]);
    const [before] = await listSubscriptions(core.ctx, DEPLOYS);
    await writeFile(path, fileOf(`{ project: ${PROJECT}, branches: dev }`, '{ project: gh/acme/other }'));
    await becomes('file gh/acme/other ', `file ${PROJECT} dev`);
    const after = await listSubscriptions(core.ctx, DEPLOYS);
    expect(after.find(({ project }) => project === PROJECT)?.id).toBe(before?.id);
    await writeFile(path, 'channels: {}\n');
    await becomes();
    expect(warning()).toBe(null);
  });

  it('follow a file that is replaced, as editors and mounted volumes do', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await writeFile(one, WEB);
    await writeFile(two, OTHER);
    await symlink(one, path);
    await follow();
    await symlink(two, join(folder, 'next'));
    await rename(join(folder, 'next'), path);
    await becomes('file gh/acme/other ');
    await rm(path);
    await writeFile(join(folder, 'new'), WEB);
    await rename(join(folder, 'new'), path);
    await becomes(`file ${PROJECT} main`);
  });

  it.each([
    ['wrong', () => writeFile(path, 'channels:\n  "#deploys": []\n')],
    ['gone', () => rm(path)],
    ['empty, as one that is just being written', () => writeFile(path, '')],
    ['too large', () => writeFile(path, `${WEB}#${'x'.repeat(5_000_000)}`)],
  ])('that is %s changes nothing, and says so until it is mended', async (_what, spoil) => {
    await writeFile(path, WEB);
    const { warning } = await follow();
    await spoil();
    await waitFor(() => warning() !== null);
    expect(warning()).toContain('last good one');
    expect(await fileIsWrong()).toBe(true);
    expect(await now()).toEqual([`file ${PROJECT} main`]);
    await writeFile(path, OTHER);
    await becomes('file gh/acme/other ');
    await waitFor(() => warning() === null);
    expect(await fileIsWrong()).toBe(false);
  });

  it('that is wrong at start: the last good one stays in force; without any the program does not start', async () => {
    await writeFile(path, 'channels:\n  C0DEPLOYS1:\n    - project: web\n');
    const error = await follow().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'start_refused' });
    expect(String(error)).toContain('3:16: “web” is no project');
    expect(await now()).toEqual([]);
    await writeFile(path, WEB);
    await (await follow()).stop();
    await writeFile(path, 'channels:\n  C0DEPLOYS1:\n    - project: web\n');
    expect((await follow()).warning()).toContain('wrong in 1 places');
    expect(await now()).toEqual([`file ${PROJECT} main`]);
  });

  it('lie above what a command made, which comes back; without the setting all of them are gone', async () => {
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...USUAL, project: PROJECT, branches: ['own'] });
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...USUAL, project: 'gh/acme/mine' });
    await writeFile(path, WEB);
    await follow();
    expect(await now()).toEqual(['command gh/acme/mine ', `file ${PROJECT} main`]);
    const about = await subscriptionsTo(core.ctx.db, PROJECT);
    expect(about.map(({ source }) => source)).toEqual(['file']);
    await writeFile(path, OTHER);
    await becomes('command gh/acme/mine ', 'file gh/acme/other ', `command ${PROJECT} own`);
    await follow(null);
    expect(await now()).toEqual(['command gh/acme/mine ', `command ${PROJECT} own`]);
  });

  it('names a channel the bot cannot post in before a card is due there', async () => {
    core.slack.manager.removeUnheard('deploys');
    await writeFile(path, WEB);
    await follow();
    const closed = () => core.ctx.db.selectFrom('closed_channels').select(['channel_id', 'reason']).execute();
    await waitFor(async () => (await closed()).length > 0);
    expect(await closed()).toEqual([{ channel_id: DEPLOYS, reason: 'not_in_channel' }]);
    core.slack.manager.invite('deploys');
    await core.ctx.db.deleteFrom('closed_channels').execute();
  });

  it('of replicas with the same file are made once, and neither takes back what the other did', async () => {
    await writeFile(path, WEB);
    await Promise.all([follow(), follow(), follow()]);
    const applied = () =>
      core.ctx.db.selectFrom('subscription_file').select(['hash', 'applied_at']).executeTakeFirstOrThrow();
    const first = await applied();
    // One replica has its new file already, the other's comes later.
    const later = join(folder, 'later.yaml');
    await writeFile(later, WEB);
    const behind = await follow(later);
    expect(await applied()).toEqual(first);
    await writeFile(path, OTHER);
    await becomes('file gh/acme/other ');
    const second = await applied();
    await writeFile(later, `${OTHER}# the same with a comment\n`);
    await behind.stop();
    expect(await applied()).toEqual(second);
    expect(await now()).toEqual(['file gh/acme/other ']);
  });
});

describeWithDatabase('what a file made, in a channel', (databases) => {
  let bot: Bot;
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-file-'));
    path = join(folder, 'team.yaml');
    await writeFile(
      path,
      fileOf('{ project: gh/acme/payments-api, outcomes: all, digest: daily, urgent: failed }'),
    );
    bot = await startBot(databases, { env: { SUBSCRIPTIONS_FILE: path } });
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const command = (text: string) => bot.slack.client.as(BEN).command('deploys', `/circleci ${text}`);

  it('is listed as such, without a button to edit it', async () => {
    await command('subscriptions');
    const list = await bot.told(BEN, 'deploys', 'from the file `team.yaml`');
    expect(messageText(list)).toContain('a digest daily at 09:00 (UTC) instead of cards · at once: Failed');
    expect(JSON.stringify(list.blocks)).not.toContain('subscription.edit');
  });

  it.each(['subscribe', 'unsubscribe'])(
    'is not changed by /circleci %s, which says where it is',
    async (verb) => {
      await command(`${verb} gh/acme/payments-api`);
      const text = messageText(await bot.told(BEN, 'deploys', 'is changed there'));
      expect(text).toContain('`team.yaml`');
      expect(text).not.toContain(folder);
    },
  );

  it('brings cards and holds back as any other, and explains itself', async () => {
    const failed = bot.circleci.control.push('gh/acme/payments-api', { scenario: 'failure', branch: 'x' });
    await bot.card('deploys', `#${failed?.number}`, 'Failed');
    const fine = bot.circleci.control.push('gh/acme/payments-api', { scenario: 'success', branch: 'y' });
    await bot.circleci.idle();
    await bot.app.drain();
    const link = `${bot.config.circleci.url}/pipelines/github/acme/payments-api/${fine?.number}`;
    await command(`explain ${link}`);
    await bot.told(BEN, 'deploys', 'this channel gets a digest instead of cards');
    const all = await bot.cards('deploys');
    expect(all.some((card) => messageText(card).includes(`#${fine?.number}>`))).toBe(false);
  });

  it('is told of by /healthz when it is wrong, and stays', async () => {
    await writeFile(path, 'channels: 1\n');
    const health = async () => JSON.stringify(await (await fetch(`${bot.url}/healthz`)).json());
    await waitFor(async () => (await health()).includes('last good one'), 15_000);
    await command('subscriptions');
    await bot.told(BEN, 'deploys', 'gh/acme/payments-api');
    await bot.restart();
    expect(await health()).toContain('last good one');
    await bot.slack.client.as(ADA).command('deploys', '/circleci subscriptions');
    await bot.told(ADA, 'deploys', 'from the file `team.yaml`');
  });
});
