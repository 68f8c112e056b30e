import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('requests of Slack’s', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, {
      slack: {
        users: [
          { id: ADA, name: 'ada', realName: 'Ada Quill', locale: 'en-US' },
          { id: 'U0OUTSIDE1', name: 'ada', realName: 'Ada Quill', locale: 'en-US', teamId: 'T0ELSEWHERE' },
        ],
      },
    });
  });
  afterAll(() => bot.stop());

  const form = (overrides: Record<string, string> = {}) =>
    new URLSearchParams({
      command: '/circleci',
      text: 'run gh/acme/web-shop scenario/success',
      team_id: bot.slack.team.id,
      channel_id: 'C0DEPLOYS1',
      user_id: ADA,
      trigger_id: `raw.${crypto.randomUUID()}`,
      response_url: `${bot.slack.url}/response/none`,
      ...overrides,
    }).toString();
  const started = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /pipeline/.test(path)).length;
  const now = () => Math.floor(Date.now() / 1000);

  it('do something once, however often the same bytes come', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/success');
    const before = started();
    const again = await Promise.all([1, 2, 3].map(() => bot.slack.faults.redeliver()));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
    await bot.card('deploys', number, 'Succeeded');
    await bot.app.drain();
    expect(started()).toBe(before);
  });

  it.each([
    ['dated in the future', () => ({ timestamp: now() + 301 })],
    ['dated a day ahead', () => ({ timestamp: now() + 86_400 })],
    ['too old', () => ({ timestamp: now() - 301 })],
    ['with a forged signature', () => ({ signature: `v0=${'0'.repeat(64)}` })],
    ['with an empty signature', () => ({ signature: '' })],
    ['with the signature of another version', () => ({ signature: `v1=${'0'.repeat(64)}` })],
  ])('%s are refused', async (_name, how) => {
    const before = started();
    const response = await bot.slack.faults.sendRaw({ body: form(), ...how() });
    expect(response.status).toBe(401);
    await bot.app.drain();
    expect(started()).toBe(before);
  });

  it('are not read beyond a bound', async () => {
    const response = await bot.slack.faults.sendRaw({ body: form({ text: 'x'.repeat(2_000_000) }) });
    expect(response.status).toBe(413);
  });

  it('from other workspaces are refused, even with the same display name', async () => {
    const number = await bot.run(ADA, 'gh/acme/payments-api scenario/hold');
    const card = await bot.card('deploys', number, 'Approve');
    const before = bot.circleci.log.filter(({ path }) => path.includes('/approve/')).length;
    await bot.slack.client.as('U0OUTSIDE1').click(card, 'Approve');
    await bot.slack.client.waitFor(async () =>
      (await bot.slack.client.as('U0OUTSIDE1').ephemerals('deploys')).some(({ text }) =>
        text.includes('Only members of the workspace'),
      ),
    );
    await bot.app.drain();
    expect(bot.circleci.log.filter(({ path }) => path.includes('/approve/'))).toHaveLength(before);
  });

  it('that claim another workspace in their body are refused', async () => {
    const before = started();
    const response = await bot.slack.faults.sendRaw({ body: form({ team_id: 'T0ELSEWHERE' }) });
    expect(response.status).toBe(200);
    await bot.app.drain();
    expect(started()).toBe(before);
  });
});
