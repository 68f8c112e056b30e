import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const OTHERS_DM = 'D0OTHERS01';
const SECRET = 'C0SECRET05';

describeWithDatabase('a channel the bot cannot post in', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, {
      slack: {
        channels: [
          { id: 'C0DEPLOYS1', name: 'deploys' },
          { id: 'C0LOUNGE03', name: 'lounge', botIsMember: false },
          { id: SECRET, name: 'secret', isPrivate: true, botIsMember: false },
          { id: 'C0INSIDE06', name: 'inside', isPrivate: true },
          { id: OTHERS_DM, name: 'directmessage', isPrivate: true, botIsMember: false, members: [ADA, BEN] },
        ],
      },
    });
  });
  afterAll(() => bot.stop());

  const type = (user: string, channel: string, text: string) =>
    bot.slack.client.as(user).command(channel, `/circleci ${text}`);
  const posts = () => bot.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;

  it.each([
    ['lounge', ADA, 'Invite me with `/invite`, then try again. Nothing was changed.'],
    ['lounge', CHIE, '`/invite` で招待してから、もう一度お試しください。'],
    [SECRET, ADA, 'I’m not in this channel'],
    [OTHERS_DM, ADA, 'I can’t post in a direct message between other people.'],
  ])('is not subscribed: %s, as %s is told', async (channel, user, text) => {
    const before = posts();
    await type(user, channel, `subscribe ${PROJECT}`);
    await bot.told(user, channel, text);
    await type(user, channel, 'subscriptions');
    await bot.told(user, channel, user === CHIE ? '購読はありません' : 'has no subscriptions');
    expect(posts()).toBe(before);
  });

  it.each(['deploys', 'inside'])('is not one it was invited to: #%s', async (channel) => {
    await type(ADA, channel, `subscribe ${PROJECT}`);
    await bot.told(ADA, channel, 'This channel now shows pipelines');
  });

  it('says so when somebody edits what it was subscribed to before', async () => {
    await type(BEN, 'deploys', 'subscriptions');
    const list = await bot.told(BEN, 'deploys', '/circleci unsubscribe PROJECT');
    await bot.slack.client.as(BEN).click(list, 'subscription.edit');
    const form = await bot.slack.client.waitFor(
      async () => (await bot.slack.client.as(BEN).modal()) ?? undefined,
      { what: 'the form', timeoutMs: 45_000 },
    );
    bot.slack.manager.remove('deploys');
    await bot.slack.client.as(BEN).submit(form, { branches: 'release/*' });
    await bot.told(BEN, 'deploys', 'Invite me with `/invite`, then try again. Nothing was changed.');
    await type(ADA, 'deploys', 'subscriptions');
    expect(messageText(await bot.told(ADA, 'deploys', '/circleci unsubscribe PROJECT'))).not.toContain(
      'release/*',
    );
  });

  it('takes a subscription once it was invited', async () => {
    bot.slack.manager.invite('lounge');
    await type(BEN, 'lounge', `subscribe ${PROJECT}`);
    await bot.told(BEN, 'lounge', 'This channel now shows pipelines');
  });

  it('still tells privately of a run that was asked for there', async () => {
    await type(BEN, SECRET, `run ${PROJECT} main`);
    await bot.told(BEN, SECRET, 'CircleCI has started');
  });
});
