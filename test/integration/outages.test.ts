import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../simulators/circleci/index.ts';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { fixture } from '../support/webhook-samples.ts';
import { takeAway } from './support/empty-database.ts';
import { sendWebhook } from './support/send-webhook.ts';

const PROJECT = 'gh/acme/web-shop';
const READ = { method: 'GET' } as const;
const TRIGGER = { method: 'POST', path: /\/pipeline(?:\/run)?$/ } as const;

describeWithDatabase('while something is out of order', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'web-shop');
  });
  afterEach(() => {
    bot.circleci.faults.clear();
    bot.slack.faults.clear();
  });
  afterAll(() => bot.stop());

  const get = async (path: string) => {
    const response = await fetch(`${bot.url}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const triggers = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && TRIGGER.path.test(path)).length;
  const cardsOf = async (number: string) =>
    (await bot.cards('deploys')).filter((card) => messageText(card).includes(`${number}>`));
  const run = (user: string, words: string) =>
    bot.slack.client.as(user).command('deploys', `/circleci run ${PROJECT} ${words}`);
  const cardsAreQuiet = async () => {
    const { text } = await get('/metrics');
    const depths = text.match(
      /^chatops_queue_jobs\{job="deliver-card",state="(?:waiting|deferred|active)"\} .*$/gm,
    );
    return depths?.length === 3 && depths.every((line) => line.endsWith(' 0'));
  };
  /** The one private answer to a run, after the notice that it takes longer. */
  const answerTo = async (user: string, words: string) => {
    const answersNow = async () =>
      (await bot.slack.client.as(user).ephemerals('deploys')).filter(
        (message) => !messageText(message).startsWith('This takes longer than usual'),
      );
    const before = (await answersNow()).length;
    await run(user, words);
    const answers = await bot.slack.client.waitFor(
      async () => {
        const all = await answersNow();
        return all.length > before ? all.slice(before) : null;
      },
      { timeoutMs: 45_000, what: `the answer to run ${words}` },
    );
    expect(answers).toHaveLength(1);
    return answers[0]?.text ?? '';
  };

  it('all is well before', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200 });
    expect(await get('/readyz')).toMatchObject({ status: 200 });
    expect((await get('/metrics')).status).toBe(200);
  });

  it.each(['status', 'resetAfter', 'hang'] as const)(
    'the card is right after Slack answered an update with %s',
    async (behaviour) => {
      const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
      const held = await bot.card('deploys', number, 'Approve');
      // Another card's update must not meet what is meant for this one's.
      await bot.slack.client.waitFor(cardsAreQuiet, { timeoutMs: 45_000, what: 'no card to be changed' });
      const before = bot.slack.calls.length;
      bot.slack.faults.next({ method: 'chat.update', behaviour });
      await bot.slack.client.as(ADA).click(held, 'Approve');
      const done = await bot.slack.client.waitFor(
        async () => (await cardsOf(number)).find((card) => messageText(card).includes('Succeeded')),
        { timeoutMs: 45_000, what: `the card after an update with ${behaviour}` },
      );
      expect(done.ts).toBe(held.ts);
      expect(messageText(done)).toContain(`approved by <@${ADA}>`);
      const failed = bot.slack.calls.slice(before).find(({ method }) => method === 'chat.update');
      expect(failed?.args.ts).toBe(held.ts);
      expect(await cardsOf(number)).toHaveLength(1);
    },
  );

  it.each<[string, Fault['behaviour'], RegExp]>([
    ['500', { kind: 'status', status: 500 }, /could not be reached\. Nothing was started/],
    ['503', { kind: 'status', status: 503 }, /could not be reached\. Nothing was started/],
    ['a page of a proxy', { kind: 'html' }, /could not be reached\. Nothing was started/],
    ['half an answer', { kind: 'truncate' }, /could not be reached\. Nothing was started/],
    ['a broken connection', { kind: 'reset' }, /could not be reached\. Nothing was started/],
  ])(
    'whoever asks for a run is told the truth while CircleCI’s reads get %s',
    async (_name, behaviour, trouble) => {
      const before = triggers();
      bot.circleci.faults.next({ match: READ, times: Number.POSITIVE_INFINITY, behaviour });
      expect(await answerTo(BEN, 'scenario/success')).toMatch(trouble);
      expect(triggers()).toBe(before);
    },
  );

  it.each<[string, Fault['behaviour']]>([
    ['carried out and the answer breaks off', { kind: 'truncate' }],
    ['carried out and the connection breaks', { kind: 'resetAfter' }],
  ])('a trigger that is %s starts one pipeline and gets its card', async (_name, behaviour) => {
    const before = triggers();
    const known = new Set((await bot.cards('deploys')).map(({ ts }) => ts));
    bot.circleci.faults.next({ match: TRIGGER, behaviour });
    await run(ADA, 'scenario/success');
    await bot.slack.client.waitFor(
      async () =>
        (await bot.cards('deploys')).some(
          (card) => !known.has(card.ts) && messageText(card).includes(`Started from Slack by <@${ADA}>`),
        ),
      { timeoutMs: 45_000, what: 'the card of the run whose answer was lost' },
    );
    expect(triggers() - before).toBe(1);
  });

  it('a trigger that is answered with an error is not sent again, and nobody claims it started', async () => {
    const before = triggers();
    bot.circleci.faults.next({ match: TRIGGER, behaviour: { kind: 'status', status: 500 } });
    bot.circleci.faults.next({ match: TRIGGER, behaviour: { kind: 'html' } });
    const answers = await Promise.all([BEN, ADA].map((user) => answerTo(user, 'scenario/success')));
    for (const answer of answers) expect(answer).toContain('has not confirmed it');
    expect(triggers() - before).toBe(2);
  });

  it('the bot is not ready while Slack does not answer, and healthy all the same', async () => {
    bot.slack.faults.next({ method: 'auth.test', behaviour: 'status', times: 50 });
    const seen = await bot.slack.client.waitFor(
      async () => {
        const ready = await get('/readyz');
        return ready.status === 503 ? ready : null;
      },
      { timeoutMs: 45_000, what: '/readyz to notice' },
    );
    expect(JSON.parse(seen.text)).toMatchObject({
      status: 'not ready',
      checks: { slack: { ok: false }, database: { ok: true } },
    });
    expect(await get('/healthz')).toMatchObject({ status: 200 });
    bot.slack.faults.clear();
    await bot.slack.client.waitFor(async () => (await get('/readyz')).status === 200, { timeoutMs: 45_000 });
  });

  it('nothing is acknowledged while the database is gone, and all is well when it is back', async () => {
    const giveBack = await takeAway(bot.config.database.url ?? '');
    try {
      const made = fixture('github-oauth-workflow').text;
      expect(await sendWebhook(bot.url, made)).toBe(503);
      expect(await get('/healthz')).toMatchObject({ status: 200 });
      const ready = await bot.slack.client.waitFor(
        async () => {
          const answer = await get('/readyz');
          return answer.status === 503 ? answer : null;
        },
        { timeoutMs: 45_000, what: '/readyz to notice' },
      );
      expect(JSON.parse(ready.text)).toMatchObject({ checks: { database: { ok: false } } });
      expect((await get('/metrics')).text).toMatch(/storage-failed/);
    } finally {
      await giveBack();
    }
    expect(await sendWebhook(bot.url, fixture('github-oauth-workflow').text)).toBe(200);
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const held = await bot.card('deploys', number, 'Approve');
    await bot.slack.client.as(ADA).click(held, 'Approve');
    await bot.card('deploys', number, 'Succeeded');
    expect(await cardsOf(number)).toHaveLength(1);
    await bot.slack.client.waitFor(async () => (await get('/readyz')).status === 200, {
      timeoutMs: 45_000,
    });
  });

  it('a stop ends in time although the database went first', async () => {
    const giveBack = await takeAway(bot.config.database.url ?? '');
    const began = performance.now();
    await bot.app.stop().finally(giveBack);
    expect(performance.now() - began).toBeLessThan(10_000);
    await bot.restart();
    expect(await get('/readyz')).toMatchObject({ status: 200 });
  });

  it('a stop with a click under way ends in time, and the work is done after the next start', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const held = await bot.card('deploys', number, 'Approve');
    const approvals = () => bot.circleci.log.filter(({ path }) => path.includes('/approve/')).length;
    const before = approvals();
    // The approval is carried out, and its answer does not come before the stop.
    bot.circleci.faults.next({
      match: { method: 'POST', path: /approve/ },
      behaviour: { kind: 'resetAfter' },
    });
    bot.circleci.faults.next({ match: { method: 'POST', path: /approve/ }, behaviour: { kind: 'reset' } });
    const clicked = bot.slack.client.as(ADA).click(held, 'Approve');
    await bot.slack.client.waitFor(() => approvals() > before);
    bot.circleci.faults.next({ match: READ, times: Number.POSITIVE_INFINITY, behaviour: { kind: 'hang' } });
    const began = performance.now();
    await bot.app.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    bot.circleci.faults.clear();
    await bot.restart();
    await clicked;
    const done = await bot.card('deploys', number, 'Succeeded');
    expect(done.ts).toBe(held.ts);
    expect(approvals() - before).toBe(1);
    expect(await cardsOf(number)).toHaveLength(1);
  });
});
