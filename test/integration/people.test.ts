import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { quiet, replies, reply } from './support/threads.ts';

const WEB = 'gh/acme/web-shop';
const users = [
  { id: ADA, name: 'ada', realName: 'Ada Quill', email: 'ada@example.com' },
  // Whom CircleCI's simulator has commit under this address.
  { id: BEN, name: 'ben', realName: 'Ben Harrow', email: 'mtanaka@acme.example' },
  { id: CHIE, name: 'chie', realName: '森 千恵', locale: 'ja-JP', email: 'chie@example.com' },
];

describeWithDatabase('who is who', (databases) => {
  let bot: Bot;
  let folder: string;
  let list: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'people-'));
    list = join(folder, 'people.yaml');
    await writeFile(list, `people:\n  ${CHIE}: [lnovak]\n`);
    bot = await startBot(databases, { slack: { users, wrapUrls: 'labelled' }, env: { PEOPLE_FILE: list } });
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true });
  });

  const command = (user: string, text: string) =>
    bot.slack.client.as(user).command('backend', `/circleci ${text}`);
  const push = async (by: string, scenario: 'failure' | 'success' = 'success') => {
    const author = authorNamed(bot, by);
    const made = bot.circleci.control.push(WEB, { by, scenario, commit: { subject: `By ${by}`, author } });
    await quiet(bot);
    return `#${made?.number}`;
  };
  const shown = async (number: string) =>
    (await bot.cards('backend')).some((card) => messageText(card).includes(number));

  it('only one’s own pipelines: by the address that Slack has, by the list, by one’s word', async () => {
    await command(BEN, `subscribe ${WEB} outcome:all mine:on`);
    expect(messageText(await bot.told(BEN, 'backend', 'only pipelines of'))).toContain(`<@${BEN}>`);
    const own = await push('mtanaka');
    await bot.card('backend', own);
    const others = await push('sokafor');
    expect(await shown(others)).toBe(false);
    await command(BEN, 'link SOkafor');
    await bot.told(BEN, 'backend', 'on your word alone');
    await bot.card('backend', await push('sokafor'));
    await command(CHIE, `subscribe ${WEB} outcome:all mine:on`);
    await bot.told(CHIE, 'backend', `<@${CHIE}>`);
    await bot.card('backend', await push('lnovak'));
    expect(await shown(await push('mtanaka'))).toBe(false);
  });

  it('is explained, and tried', async () => {
    const others = await push('mtanaka');
    await command(ADA, `explain ${others}`);
    const why = messageText(await bot.told(ADA, 'backend', 'Whose'));
    expect(why).toContain(
      `✗ Whose: only pipelines of <@${CHIE}> are asked for, and this is one of <@${BEN}>`,
    );
    await command(BEN, `subscribe ${WEB} outcome:all mine:on --dry-run`);
    expect(messageText(await bot.told(BEN, 'backend', 'would have posted'))).toMatch(/posted \d+ of the \d+/);
  });

  it('a name that is somebody’s is not given to anybody else', async () => {
    await command(ADA, 'link sokafor');
    expect(messageText(await bot.told(ADA, 'backend', 'is linked to'))).toContain(`<@${BEN}>`);
    await command(ADA, 'link lnovak');
    expect(messageText(await bot.told(ADA, 'backend', 'in the list of'))).toContain(`<@${CHIE}>`);
    await command(ADA, 'link mtanaka@acme.example');
    expect(messageText(await bot.told(ADA, 'backend', 'Slack has'))).toContain(`<@${BEN}>`);
    await command(ADA, 'link Ada@Example.com');
    await bot.told(ADA, 'backend', 'Slack has you under that address');
    await command(ADA, 'link "<!channel>"');
    await bot.told(ADA, 'backend', 'neither a login nor an e-mail address');
    await command(ADA, 'link');
    const known = messageText(await bot.told(ADA, 'backend', 'You are known as'));
    expect(known).toContain('`ada@example.com` (your address in Slack)');
    await command(ADA, 'unlink sokafor');
    await bot.told(ADA, 'backend', 'none of your own links');
    await command(CHIE, 'link');
    await bot.told(CHIE, 'backend', '`lnovak`（運用者の一覧）');
  });

  it('a list that changed counts within seconds', async () => {
    const known = async (user: string, text: string) => {
      await command(user, 'link');
      const answers = await bot.slack.client.as(user).ephemerals('backend');
      return answers.some((answer) => messageText(answer).includes(text));
    };
    await writeFile(list, `people:\n  ${ADA}: [a-new-login]\n`);
    await bot.slack.client.waitFor(() => known(ADA, '`a-new-login` (in the list'), {
      what: 'the new list',
      timeoutMs: 45_000,
    });
    await writeFile(list, `people:\n  ${CHIE}: [lnovak]\n`);
  });

  it('whoever leaves is forgotten, with their links', async () => {
    bot.slack.deactivate(BEN);
    await bot.slack.client.waitFor(
      async () => {
        await command(ADA, 'link sokafor');
        const answers = await bot.slack.client.as(ADA).ephemerals('backend');
        return answers.some((answer) => messageText(answer).includes('`sokafor` is you now'));
      },
      { what: 'the link to be free', timeoutMs: 45_000 },
    );
  });

  it('mentions, mutes and tells edges as the form says', async () => {
    await command(ADA, `subscribe ${WEB} mention=@chie:on_hold,fixed`);
    await bot.told(ADA, 'backend', `mentions <@${CHIE}> on Fixed, On hold`);
    await command(ADA, `subscribe ${WEB} mention=@nobody:failed`);
    await bot.told(ADA, 'backend', 'is nobody I can mention');
    await command(ADA, `subscribe ${WEB} outcome:all mention=author:failed,broken threads:off`);
    await bot.told(ADA, 'backend', 'mentions the author on Failed, Broken · no details in threads');
    await command(CHIE, 'subscriptions');
    const answer = await bot.told(CHIE, 'backend', 'スレッドに詳細を書かない');
    await bot.slack.client.as(CHIE).click(answer, 'subscription.edit');
    const view = await bot.slack.client.waitFor(async () => bot.slack.client.as(CHIE).modal(), {
      timeoutMs: 45_000,
    });
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"author:failed,broken"');
    const wrong = await bot.slack.client.as(CHIE).submit(view, { mentions: '@ada:failed' });
    expect(JSON.stringify(wrong)).toContain('「@ada」にはメンションできません');
    await bot.slack.client.as(CHIE).submit(view, {
      mentions: `author @${CHIE}:failed`,
      behaviour: ['edges_off'],
    });
    await bot.told(CHIE, 'backend', '新たな失敗と復旧はスレッド内のみ');
    const number = await push('lnovak', 'failure');
    const card = await bot.card('backend', number, 'Failed');
    const told = await reply(bot, card, `<@${CHIE}>`);
    expect(told.isBroadcast).toBeUndefined();
    expect(told.text.match(/<@/g)).toHaveLength(1);
    await reply(bot, card, 'Tests  2 failed');
    await bot.slack.client.as(ADA).click(card, 'Mute');
    const muted = await bot.card('backend', number, `Muted by <@${ADA}>`);
    await bot.slack.client.as(CHIE).click(muted, 'Unmute');
    await bot.told(CHIE, 'backend', 'ミュートを解除しました');
    await quiet(bot);
    expect(await replies(bot, card)).toHaveLength(2);
  });
});

describeWithDatabase('an app that may not ask for e-mail addresses', (databases) => {
  it('goes by the rest, and asks once', async () => {
    const scopes = ['chat:write', 'commands', 'users:read', 'channels:history', 'groups:history'];
    const bot = await startBot(databases, { slack: { users, scopes } });
    await bot.slack.client.as(BEN).command('backend', `/circleci subscribe ${WEB} outcome:all mine:on`);
    await bot.told(BEN, 'backend', 'only pipelines of');
    const push = (by: string) => {
      const author = authorNamed(bot, by);
      return bot.circleci.control.push(WEB, { by, commit: { subject: 'x', author }, scenario: 'success' });
    };
    push('mtanaka');
    push('sokafor');
    await quiet(bot);
    expect(await bot.cards('backend')).toEqual([]);
    await bot.slack.client.as(BEN).command('backend', '/circleci link mtanaka');
    await bot.told(BEN, 'backend', 'on your word alone');
    const made = push('mtanaka');
    await quiet(bot);
    await bot.card('backend', `#${made?.number}`);
    expect(bot.slack.calls.filter(({ method }) => method === 'users.lookupByEmail')).toHaveLength(1);
    await bot.stop();
  });
});

/** One of the invented people who commit to the project; their addresses are their logins at acme.example. */
function authorNamed(bot: Bot, name: string) {
  const project = bot.circleci.projects.find(({ slug }) => slug === WEB);
  const found = project?.people.find(({ login }) => login === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
