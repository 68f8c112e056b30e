import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidV3 } from '../../simulators/circleci/identity.ts';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { keys } from '../support/people.ts';
import { quiet } from './support/threads.ts';

const SHOP = 'gh/acme/web-shop';
const WHAT = 'What am I approving?';
/** Ben's, of somebody who belongs to no organization; put together so that nobody takes it for a real one. */
const STRANGERS_TOKEN = ['CCIPAT', 'simulated', 'stranger-0123456789'].join('_');

describeWithDatabase('what am I approving', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, {
      circleci: {
        otherUsers: [
          {
            id: uuidV3('a stranger'),
            login: 'stranger',
            name: 'A Stranger',
            token: STRANGERS_TOKEN,
            isStranger: true,
          },
        ],
        contexts: [
          { organization: 'gh/acme', name: 'prod-aws' },
          {
            organization: 'gh/acme',
            name: 'prod-secrets',
            groups: [{ name: 'Deployers', logins: ['chatops-bot'] }],
          },
          { organization: 'gh/acme', name: 'billing', projects: ['gh/acme/payments-api'] },
        ],
      },
      env: { ENCRYPTION_KEYS: keys('a') },
    });
    await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${SHOP} outcome:on_hold,success`);
    await bot.told(ADA, 'deploys', 'This channel now shows');
  });
  afterAll(() => bot.stop());

  const push = async (branch: string, scenario: 'hold' | 'guarded' = 'hold', revision?: string) => {
    const commit = revision === undefined ? {} : { commit: { revision } };
    const made = bot.circleci.control.push(SHOP, { branch, scenario, ...commit });
    await bot.circleci.idle();
    return `#${made?.number}`;
  };
  const approvals = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && path.includes('/approve/')).length;
  const modalWith = (user: string, text: string): Promise<ClientView> =>
    bot.slack.client.waitFor(
      async () => {
        const view = await bot.slack.client.as(user).modal();
        return view !== null && messageText(view).includes(text) ? view : null;
      },
      { what: `a form with ${text}`, timeoutMs: 45_000 },
    );
  const held = (number: string, ...texts: string[]) =>
    bot.card('deploys', number, 'waits for approval', ...texts);

  it('is on the card: commits since the jobs behind it last succeeded, what it unlocks, contexts', async () => {
    const first = await push('main');
    const before = await held(first, 'The first run of this branch');
    expect(messageText(before)).toContain('unlocks *deploy* · contexts `prod-aws`');
    await bot.slack.client.as(ADA).click(before, 'Approve');
    await bot.card('deploys', first, 'Succeeded');
    await push('main');
    await push('main');
    const last = await push('main');
    const card = await held(last, 'At least 3 commits by');
    expect(messageText(card)).toMatch(
      new RegExp(`since \\*deploy\\* last succeeded \\(<[^|]+\\|${first}>\\)`),
    );
    expect(messageText(card)).toMatch(/by (Mika Tanaka|Sam Okafor|Lena Novak)/);
  });

  it('is in a form in detail, with each head commit and where to compare', async () => {
    const card = await bot.card('deploys', 'At least 3 commits by', 'waits for approval');
    await bot.slack.client.as(BEN).click(card, WHAT);
    const view = await modalWith(BEN, 'you can use it');
    const text = messageText(view);
    expect(text).toMatch(
      /https:\/\/github\.com\/acme\/web-shop\/compare\/[0-9a-f]{40}\.\.\.[0-9a-f]{40}\|Compare/,
    );
    expect(text.match(/^• </gm)?.length).toBe(3);
    expect(text).toContain('a push may have brought more commits');
    expect(text).toContain('This approval lets go on: *deploy*');
    expect(text).toMatch(/`prod-aws` \(used by \*deploy\*\): ✅ you can use it/);
    expect(text).toMatch(/CircleCI says that \w+ started this workflow/);
    await bot.slack.client.as(BEN).close(view);
  });

  it('is in the words of whoever looks', async () => {
    const card = await bot.card('deploys', 'At least 3 commits by', 'waits for approval');
    await bot.slack.client.as(CHIE).click(card, WHAT);
    await bot.slack.client.as(CHIE).close(await modalWith(CHIE, 'リポジトリで比較する'));
  });

  it('is asked for only once the card is out', async () => {
    bot.slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 1, times: 2 });
    const made = bot.circleci.control.push(SHOP, { branch: 'feature/gift-cards', scenario: 'hold' });
    await held(`#${made?.number}`, 'unlocks');
    const posted = bot.slack.calls.find(
      ({ method, ok, args }) =>
        method === 'chat.postMessage' && ok && JSON.stringify(args).includes(`#${made?.number}`),
    );
    const asked = bot.circleci.log.find(({ path }) => path.endsWith(`/pipeline/${made?.id}/config`));
    expect(asked?.at).toBeGreaterThanOrEqual(posted?.at ?? Number.POSITIVE_INFINITY);
  });

  it('says which parts CircleCI did not give, and shows the others', async () => {
    bot.circleci.faults.next({
      match: { path: /\/config$/ },
      times: 9,
      behaviour: { kind: 'status', status: 404 },
    });
    const number = await push('release/2.4');
    const card = await held(number, 'unlocks *deploy* · contexts could not be read');
    expect(messageText(card)).toContain('The first run of this branch');
    await quiet(bot);
    bot.circleci.faults.clear();
  });

  it('warns in private before an approval that CircleCI would refuse, and approves only when told to', async () => {
    const number = await push('develop', 'guarded');
    const card = await held(number, '`billing` ⛔');
    expect(messageText(card)).toContain('`prod-secrets` 🔒');
    expect(messageText(card)).toContain('unlocks *deploy*, *bill*, *smoke-test*');
    const before = approvals();
    await bot.slack.client.as(ADA).click(card, 'Approve');
    const warning = await bot.told(ADA, 'deploys', 'Nothing was approved yet');
    expect(messageText(warning)).toContain('`billing`: it is restricted to other projects');
    expect(messageText(warning)).not.toContain('prod-secrets');
    expect(approvals()).toBe(before);
    expect(messageText(await bot.card('deploys', number))).toContain('waits for approval');
    await bot.slack.client.as(ADA).click(warning, 'Approve anyway');
    const done = await bot.card('deploys', number, 'approve-deploy', `approved by <@${ADA}>`);
    expect(approvals()).toBe(before + 1);
    expect(done.ts).toBe(card.ts);
    await bot.card('deploys', number, 'Failed: ', '|bill>');
  });

  it('shows nothing of it any more once it is decided', async () => {
    const number = await push('fix/basket-rounding');
    const card = await held(number, 'unlocks');
    await bot.slack.client.as(ADA).click(card, 'Approve');
    const done = await bot.card('deploys', number, 'Succeeded');
    expect(messageText(done)).not.toMatch(/unlocks|What am I approving/);
  });

  it('warns somebody whose token belongs to nobody in the organization', async () => {
    const ben = bot.slack.client.as(BEN);
    await ben.command('deploys', '/circleci connect');
    const form = await bot.slack.client.waitFor(() => ben.modal(), { what: 'the form' });
    expect(await ben.submit(form, { 'identity.token': STRANGERS_TOKEN })).toMatchObject({ ok: true });
    await bot.told(BEN, 'deploys', 'stranger');
    const number = await push('main', 'guarded');
    const card = await held(number, '`prod-secrets` 🔒');
    await ben.click(card, 'Approve');
    const warning = await bot.told(BEN, 'deploys', 'does not belong to the organization');
    expect(messageText(warning)).toContain('`prod-aws`');
    await ben.click(card, WHAT);
    const view = await modalWith(BEN, 'does not belong to the organization');
    expect(messageText(view)).toContain('They also wait for another approval: *cleanup*');
    await ben.close(view);
  });
});
