import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeOnEachEngine } from '../support/database.ts';

const PROJECT = 'gh/acme/payments-api';
/** Ada's direct message with the bot. */
const DIRECT = 'D0ADA00001';

describeOnEachEngine('what the bot advises', (engine) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(engine);
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
