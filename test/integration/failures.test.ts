import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { quiet, replies, reply } from './support/threads.ts';

describeWithDatabase('why it failed', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const run = (scenario: string, project = 'web-shop') =>
    bot.run(ADA, `gh/acme/${project} scenario/${scenario}`);

  it('is on the card and once in its thread, with the failed tests and the end of the output', async () => {
    const number = await run('failure');
    const card = await bot.card('deploys', number, '2 of 6 tests failed · 1 known as flaky');
    expect(messageText(card)).toContain('step *Run test* · exit code 1');
    const found = await reply(bot, card, 'Tests  2 failed | 3 passed | 1 skipped');
    const text = messageText(found);
    expect(text).toContain('Checkout › applies a voucher once');
    expect(text).toContain('known as flaky: 7 times in two weeks');
    expect(text).toContain('expired card &lt;visa &amp; co&gt;');
    // A link that carries its own permission is not handed on, the file is only named.
    expect(text).toContain('screenshots/checkout.png');
    expect(JSON.stringify(found)).not.toContain('X-Amz-Signature');
    await quiet(bot);
    expect(await replies(bot, card)).toHaveLength(1);
  });

  it('is asked for only once the card says that it failed', async () => {
    bot.slack.faults.next({ method: 'chat.update', behaviour: 'ratelimited', retryAfter: 1, times: 3 });
    const number = await run('failure');
    await bot.card('deploys', number, '2 of 6 tests failed');
    const isOut = bot.slack.calls.findLast(
      ({ method, ok, args }) =>
        method === 'chat.update' &&
        ok &&
        JSON.stringify(args).includes(number) &&
        /Failing|Failed/.test(String(args.text)) &&
        !JSON.stringify(args).includes('tests failed'),
    );
    const asked = bot.circleci.log.findLast(({ path }) => path.endsWith('/tests'));
    expect(isOut?.at).toBeLessThanOrEqual(asked?.at ?? 0);
    await quiet(bot);
  });

  it('shows hostile output as the text it is, without colours and secrets', async () => {
    const number = await run('noisy-log');
    const card = await bot.card('deploys', number, 'the registry answered 503');
    const found = await reply(bot, card, 'error: the registry answered 503');
    for (const text of [messageText(card), messageText(found)]) {
      expect(text).not.toMatch(/<!channel>|<@U0ADA00001> read|<https:\/\/evil|hunter2|correct-horse|\u202e/);
    }
    const text = messageText(found);
    expect(text).toContain('Fetching 100%');
    expect(text).not.toContain('Fetching 60%');
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).toContain('using ***** for the registry');
    expect(text).toContain('https://app:*****@registry.example');
    expect(text).toContain('DEPLOY_PASSWORD=***** REGION=eu');
    expect(text).toContain('CircleCI hid this one: *****');
    expect(text.match(/```/g)).toHaveLength(2);
  });

  it('tells the parts that CircleCI gives, and which it does not', async () => {
    const lost = (path: RegExp) => ({
      match: { path },
      times: 4,
      behaviour: { kind: 'status' as const, status: 404 },
    });
    bot.circleci.faults.next(lost(/\/api\/v3\/jobs\//));
    bot.circleci.faults.next(lost(/\/api\/v1\.1\/project\//));
    bot.circleci.faults.next(lost(/\/flaky-tests$/));
    const number = await run('failure');
    const card = await bot.card('deploys', number, 'CircleCI did not give the log · 2 of 6 tests failed');
    const found = await reply(bot, card, 'CircleCI did not give the log');
    expect(messageText(found)).toContain('Which of them are flaky could not be read.');
    expect(messageText(found)).toContain('Checkout › applies a voucher once');
    await quiet(bot);
    bot.circleci.faults.clear();
  });

  it('is in the thread once, also when the answer to its posting was lost', async () => {
    const number = await run('failure');
    bot.slack.faults.next({ method: 'chat.postMessage', behaviour: 'resetAfter' });
    const card = await bot.card('deploys', number, '2 of 6 tests failed');
    await reply(bot, card, 'applies a voucher once');
    const searched = () => bot.slack.calls.some(({ method }) => method === 'conversations.replies');
    await bot.slack.client.waitFor(searched, { what: 'the thread to be searched', timeoutMs: 45_000 });
    await quiet(bot);
    expect(await replies(bot, card)).toHaveLength(1);
  }, 45_000);

  it('names the first failed run since the last green one of the branch', async () => {
    const slug = 'gh/acme/payments-api';
    const push = async (scenario: 'failure' | 'success') => {
      const made = bot.circleci.control.push(slug, { branch: 'fix/ledger', scenario });
      await bot.circleci.idle();
      return `#${made?.number}`;
    };
    const green = await push('success');
    const first = await push('failure');
    await push('failure');
    await bot.slack.client.as(ADA).command('backend', `/circleci subscribe ${slug} outcome:failed`);
    await bot.told(ADA, 'backend', 'This channel now shows');
    const last = await push('failure');
    const card = await bot.card('backend', last, 'Failing since');
    const line =
      messageText(card)
        .split('\n')
        .find((one) => one.includes('Failing since')) ?? '';
    const [since, before] = line.split('Last green');
    expect(since).toContain(`|${first}>`);
    expect(before).toContain(`|${green}>`);
  });

  it('is in the thread of a card that came out later, too', async () => {
    await bot.slack.client.as(ADA).command('backend', '/circleci subscribe gh/acme/web-shop outcome:failed');
    await bot.told(ADA, 'backend', 'web-shop');
    const number = await run('failure');
    const cards = [
      await bot.card('deploys', number, 'tests failed'),
      await bot.card('backend', number, 'tests failed'),
    ];
    for (const card of cards) await reply(bot, card, 'applies a voucher once');
    await quiet(bot);
    for (const card of cards) expect(await replies(bot, card)).toHaveLength(1);
    await bot.slack.client.as(ADA).command('backend', '/circleci unsubscribe gh/acme/web-shop');
  });

  it('says of a rerun that failed again why, in a reply of its own', async () => {
    const number = await run('failure');
    const card = await bot.card('deploys', number, 'tests failed', 'Rerun from failed');
    await quiet(bot);
    const failed = await bot.card('deploys', number, 'tests failed');
    await bot.slack.client.as(ADA).click(failed, 'Rerun from failed');
    await bot.slack.client.waitFor(async () => (await replies(bot, card)).length === 2, {
      what: 'a second reply',
      timeoutMs: 45_000,
    });
    const again = await bot.card('deploys', number, 'attempt 2', 'tests failed');
    expect(again.ts).toBe(card.ts);
    await quiet(bot);
    expect(await replies(bot, card)).toHaveLength(2);
  });
});
