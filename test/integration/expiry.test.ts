import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import type { GovernedAction } from '../../src/domain/governed.ts';
import { expireHold } from '../../src/waiting/expire.ts';
import { ADA, BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { policyOf } from '../support/policies.ts';
import { type Core, openCore } from './support/core.ts';
import { waitingIn } from './support/waiting.ts';

const WEEK = 7 * 1_440;
const BOT = 'U0CIRCLECI';

describeWithDatabase('a hold that waited longer than a channel wants', (databases) => {
  let core: Core;
  let story: ReturnType<typeof waitingIn>;
  beforeEach(async () => {
    core = await openCore(databases, { paused: false, timeScale: 0.001 });
    story = waitingIn(core, { moves: true });
  });
  afterEach(() => core.close());
  const texts = async () => (await story.replies()).map(messageText);
  const card = async () => {
    const [only] = await story.cards();
    return only === undefined ? '' : messageText(only);
  };
  const audit = async () => {
    const rows = await core.ctx.db.selectFrom('audit_log').select('body').orderBy('seq').execute();
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  };
  /** The same, where the bot's token may do only some things. */
  const withShared = (...shared: GovernedAction[]) => {
    const { config } = core.ctx;
    const ctx = { ...core.ctx, config: { ...config, identities: { ...config.identities, shared } } };
    return waitingIn({ ...core, ctx }, { moves: true });
  };

  it('is announced, then canceled once, and its card and the audit log say so', async () => {
    await story.subscribe({ expire: WEEK });
    await story.held();
    await story.pass(24 * 5);
    expect(await texts()).toEqual([]);
    await story.pass(24 * 1.1);
    expect(await texts()).toEqual([
      expect.stringMatching(/has waited 6 days.*The bot cancels the workflow on <!date/s),
    ]);
    expect(await card()).toMatch(/⌛ \*approve-deploy\* expires <!date\^\d+/);
    await story.pass(20);
    expect(story.cancels()).toBe(0);
    await story.pass(5);
    await story.pass(1);
    expect(story.cancels()).toBe(1);
    expect(await card()).toContain(
      '⌛ expired after 7 days: nobody decided, and the bot canceled the workflow',
    );
    expect(await card()).not.toContain('expires <!date');
    expect(await texts()).toHaveLength(1);
    expect(await audit()).toMatchObject([
      {
        event: 'allowed',
        action: 'cancel',
        as: 'shared',
        reason: 'Nobody decided within 7 days',
        who: expect.stringMatching(new RegExp(`:${BOT}$`)),
      },
      { event: 'confirmed', action: 'cancel', detail: expect.anything() },
    ]);
    expect(await verifyLog(core.ctx.db)).toMatchObject({ ok: true });
    expect(await core.ctx.db.selectFrom('hold_waits').selectAll().execute()).toEqual([]);
  });

  it('is canceled once, whoever is at it at the same time, before or after', async () => {
    await story.subscribe({ expire: WEEK });
    const hold = await story.held();
    await story.pass(24 * 6.5);
    await core.ctx.db.updateTable('hold_waits').set({ expiry: 'asked' }).execute();
    await Promise.all([expireHold(core.ctx, hold), expireHold(core.ctx, hold)]);
    await expireHold(core.ctx, hold);
    expect(story.cancels()).toBe(1);
    expect((await audit()).filter(({ event }) => event === 'confirmed')).toHaveLength(1);
  });

  it('is left alone when somebody decided a moment before, in CircleCI, or something runs', async () => {
    await story.subscribe({ expire: WEEK });
    const hold = await story.held();
    await story.pass(24 * 6.5);
    // What the bot has stored is that a job runs: then it does not even ask.
    const job = core.ctx.db.updateTable('jobs').where('workflow_id', '=', hold.workflowId);
    await job.set({ status: 'running' }).where('name', '=', 'test').execute();
    await story.pass(24 * 2);
    expect(story.cancels()).toBe(0);
    await job.set({ status: 'success' }).where('name', '=', 'test').execute();
    await story.approveInCircleCI(hold);
    await core.ctx.db.updateTable('hold_waits').set({ expiry: 'asked' }).execute();
    await expireHold(core.ctx, hold);
    expect(story.cancels()).toBe(0);
    expect(await card()).not.toContain('canceled');
  });

  it('has its day of notice also when the channel asks for it only now, and none when it asks no more', async () => {
    await story.subscribe({});
    await story.held();
    await story.pass(24 * 30);
    await story.subscribe({ expire: WEEK });
    await story.pass(0.1);
    expect(await card()).toContain('⌛ *approve-deploy* expires <!date');
    await story.pass(23);
    expect(story.cancels()).toBe(0);
    await story.subscribe({});
    await story.pass(2);
    expect(await card()).not.toContain('expires');
    await story.pass(24);
    expect(story.cancels()).toBe(0);
    // A longer time than it has waited starts anew.
    await story.subscribe({ expire: 60 * 1_440 });
    await story.pass(0.1);
    expect(await card()).not.toContain('expires');
  });

  it('is announced in no quiet hour, so that there is time to decide', async () => {
    const now = core.ctx.now().getTime();
    const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
    const quiet = [`${clock(now + 2 * 3_600_000)}-${clock(now - 3_600_000)}@UTC`];
    await story.subscribe({ expire: 480, quiet });
    await story.held();
    await story.pass(7);
    await story.pass(10);
    expect(await card()).not.toContain('expires');
    await story.pass(6.5);
    expect(await card()).toContain('⌛ *approve-deploy* expires <!date');
    expect(await texts()).toHaveLength(1);
    expect(story.cancels()).toBe(0);
    await story.pass(2.1);
    expect(story.cancels()).toBe(1);
  });

  it('is told once, with who may, where the bot’s token may not cancel', async () => {
    const without = withShared('approve');
    core.rules.current = policyOf(`
  - name: owners cancel
    allow: [cancel]
    who: { users: [${BEN}], groups: [S0OWNERS01] }
`);
    await without.subscribe({ expire: WEEK });
    await without.held();
    await without.pass(24 * 6.5);
    await without.pass(24 * 1.5);
    await without.pass(24);
    const all = await texts();
    expect(all).toHaveLength(2);
    expect(all[1]).toContain('The bot may not cancel it; a person can');
    expect(all[1]).toContain(`May cancel: <!subteam^S0OWNERS01>, <@${BEN}>`);
    expect(await card()).not.toContain('expires');
    expect(without.cancels()).toBe(0);
    expect(await audit()).toMatchObject([{ event: 'denied', action: 'cancel', rule: 'SHARED_IDENTITY' }]);
  });

  it.each([
    ['nobody who subscribed may cancel', [BOT, BEN], 0],
    ['no rule names the bot', [ADA], 0],
    ['a rule names both', [BOT, ADA], 1],
  ] as const)(
    'is canceled by the rules only: %s',
    async (_, users, cancels) => {
      core.rules.current = policyOf(`
  - name: some cancel
    allow: [cancel]
    where: { project: gh/acme/* }
    who: { users: [${users.join(', ')}] }
    when: { reason: true }
`);
      await story.subscribe({ expire: WEEK });
      await story.held();
      await story.pass(24 * 6.5);
      await story.pass(24 * 1.5);
      expect(story.cancels()).toBe(cancels);
      expect((await audit()).map(({ event }) => event)).toEqual(
        cancels === 1 ? ['allowed', 'confirmed'] : ['denied'],
      );
    },
    60_000,
  );

  it('is neither canceled nor given up while Slack does not say who asked for it', async () => {
    core.rules.current = policyOf(`
  - { name: some cancel, allow: [cancel], who: { users: [${BOT}, ${ADA}] } }
`);
    await story.subscribe({ expire: WEEK });
    const hold = await story.held();
    await story.pass(24 * 6.5);
    await core.ctx.db.updateTable('hold_waits').set({ expiry: 'asked' }).execute();
    core.slack.faults.next({ method: 'users.info', behaviour: 'error', error: 'internal_error' });
    await expect(expireHold(core.ctx, hold)).rejects.toThrow();
    expect(await audit()).toEqual([]);
    await expireHold(core.ctx, hold);
    expect(story.cancels()).toBe(1);
  });

  it('is tried again when CircleCI is back', async () => {
    await story.subscribe({ expire: WEEK });
    await story.held();
    await story.pass(24 * 6.5);
    core.circleci.faults.down(true);
    await story.pass(24);
    expect(story.cancels()).toBe(0);
    core.circleci.faults.down(false);
    await story.pass(1);
    expect(story.cancels()).toBe(1);
    expect((await audit()).map(({ event }) => event)).toEqual(['allowed', 'failed', 'allowed', 'confirmed']);
  });
});
