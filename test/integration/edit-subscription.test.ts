import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('the form that edits a subscription', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    await command(ADA, 'subscribe gh/acme/* branch:default,!dependabot/** outcome:broken bots:out');
    await bot.told(ADA, 'backend', 'only Broken');
  });
  afterAll(() => bot.stop());

  const command = (user: string, text: string) =>
    bot.slack.client.as(user).command('backend', `/circleci ${text}`);
  const form = async (user: string) => {
    await command(user, 'subscriptions');
    const list = await bot.told(user, 'backend', '/circleci unsubscribe PROJECT');
    await bot.slack.client.as(user).click(list, 'subscription.edit');
    const open = async () => (await bot.slack.client.as(user).modal()) ?? undefined;
    return bot.slack.client.waitFor(open, { what: 'the form', timeoutMs: 45_000 });
  };

  it('shows what is set and replaces it, for whoever is in the channel', async () => {
    const view = await form(BEN);
    const shown = JSON.stringify(view.blocks);
    expect(shown).toContain('"initial_value":"default, !dependabot/**"');
    await bot.slack.client.as(BEN).submit(view, {
      branches: 'main、release/*',
      outcomes: ['failed', 'fixed'],
      bots: [],
    });
    const saved = messageText(await bot.told(BEN, 'backend', 'release/*'));
    expect(saved).toContain('branches `main`, `release/*` · only Failed, Fixed');
    expect(saved).not.toContain('without bots');
  });

  it('says what becomes of holds that wait, and an empty field takes it back', async () => {
    const view = await form(BEN);
    await bot.slack.client
      .as(BEN)
      .submit(view, { remind: '8h、2h', escalate: '24h:@S0614TZR7', expire: '7d' });
    await bot.told(BEN, 'backend', 'reminds of holds after 2 hours, 8 hours');
    const again = await form(BEN);
    const shown = JSON.stringify(again.blocks);
    for (const value of ['2h, 8h', '1d:S0614TZR7', '7d'])
      expect(shown).toContain(`"initial_value":"${value}"`);
    const wrong = { remind: '2 moons', escalate: '24h:ops', expire: '1m' };
    const answer = JSON.stringify(await bot.slack.client.as(BEN).submit(again, wrong));
    for (const field of ['remind', 'escalate', 'expire'])
      expect(answer).toMatch(new RegExp(`"${field}":"\\S`));
    await bot.slack.client.as(BEN).submit(again, { remind: '4h', escalate: '', expire: '' });
    const saved = messageText(await bot.told(BEN, 'backend', 'reminds of holds after 4 hours'));
    expect(saved).not.toMatch(/calls|expire/);
  });

  it('names a mistake at its field, in the person’s language, and changes nothing', async () => {
    const view = await form(CHIE);
    const answer = await bot.slack.client.as(CHIE).submit(view, { tags: '^v.*$', jobs: '!' });
    expect(JSON.stringify(answer)).toMatch(/正規表現のように見え.*もしかして: “v\*”.*記号の後に/);
    await command(ADA, 'subscriptions');
    await bot.told(ADA, 'backend', 'branches `main`, `release/*` · only Failed, Fixed');
  });

  it('does not bring back what was removed while the form was open', async () => {
    const view = await form(BEN);
    await command(ADA, 'unsubscribe gh/acme/*');
    await bot.told(ADA, 'backend', 'no longer');
    await bot.slack.client.as(BEN).submit(view, { tags: 'v*' });
    await bot.told(BEN, 'backend', 'does not have that subscription any more');
    await command(ADA, 'subscriptions');
    await bot.told(ADA, 'backend', 'has no subscriptions');
  });
});
