import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { USUAL_PEOPLE } from '../../src/domain/people-options.ts';
import { muteCard } from '../../src/notices/mute.ts';
import { deliverReminder } from '../../src/waiting/deliver.ts';
import { watchHolds } from '../../src/waiting/watch.ts';
import { ADA, BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { policyOf } from '../support/policies.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';
import { DAY_MS, HOUR_MS, waitingIn } from './support/waiting.ts';

const OWNERS = 'S0OWNERS01';

describeWithDatabase('reminders while a hold waits', (databases) => {
  let core: Core;
  let story: ReturnType<typeof waitingIn>;
  beforeEach(async () => {
    core = await openCore(databases);
    story = waitingIn(core);
  });
  afterEach(() => core.close());
  const texts = async () => (await story.replies()).map(messageText);

  it('are said in the thread when they are due, each once, and an escalation calls its group', async () => {
    await story.subscribe({ remind: [120, 480], escalate: { after: 1_440, whom: OWNERS } });
    const hold = await story.held();
    const [card] = await story.cards();
    await story.pass(1);
    expect(await texts()).toEqual([]);
    await story.pass(1.5);
    await story.pass(0.1);
    expect(await texts()).toEqual([
      expect.stringMatching(
        /⏰ \*approve-deploy\* has waited 2 hours for an approval: .*May approve: everyone/s,
      ),
    ]);
    await story.pass(6);
    await story.pass(17);
    await story.pass(24);
    const all = await texts();
    expect(all).toHaveLength(3);
    expect(all[1]).toContain('has waited 8 hours');
    expect(all[2]).toContain(`Escalated to <!subteam^${OWNERS}>`);
    expect((await story.replies()).every(({ threadTs }) => threadTs === card?.ts)).toBe(true);
    expect((await story.replies()).some(({ isBroadcast }) => isBroadcast === true)).toBe(false);
    expect(await story.steps(hold)).toEqual([`escalate:1440:${OWNERS}`, 'remind:120', 'remind:480']);
    expect(core.slack.calls.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('are one for all that was missed, and it calls whom the missed one would have called', async () => {
    await story.subscribe({ remind: [120, 2_880], escalate: { after: 1_440, whom: OWNERS } });
    const hold = await story.held();
    await story.pass(50);
    expect(await texts()).toEqual([expect.stringMatching(new RegExp(`2 days.*\\^${OWNERS}`, 's'))]);
    expect(await story.steps(hold)).toEqual([
      `escalate:1440:${OWNERS}`,
      'remind:120 passed',
      'remind:2880 passed',
    ]);
  });

  it('are not said once it was decided, here or in CircleCI itself, of which no webhook tells', async () => {
    await story.subscribe({ remind: [120, 240] });
    const hold = await story.held();
    await story.pass(2.1);
    expect(await texts()).toHaveLength(1);
    await story.approveInCircleCI(hold);
    await story.pass(3);
    expect(await texts()).toHaveLength(1);
    expect(await story.steps(hold)).toEqual(['remind:120', 'remind:240 decided']);
    await story.pass(1);
    expect(await core.ctx.db.selectFrom('hold_waits').selectAll().execute()).toEqual([]);
  });

  it('are not said of a card that is muted, nor of one that is muted before they get through', async () => {
    await story.subscribe({ remind: [120, 240, 360] });
    const hold = await story.held();
    await muteCard(core.ctx, { userId: BEN }, hold.pipelineId, DEPLOYS);
    await story.pass(2.1);
    expect(await story.steps(hold)).toEqual(['remind:120 muted']);
    await core.ctx.db.updateTable('cards').set({ muted_by: null }).execute();
    core.clock.aheadMs += 2 * HOUR_MS;
    await core.ctx.db.updateTable('hold_waits').set({ look_at: core.ctx.now() }).execute();
    await watchHolds(core.ctx);
    await muteCard(core.ctx, { userId: BEN }, hold.pipelineId, DEPLOYS);
    await story.work();
    expect(await texts()).toEqual([]);
    expect(await story.steps(hold)).toEqual(['remind:120 muted', 'remind:240 muted']);
  });

  it('wait for the end of the channel’s quiet hours, but not where holds are urgent there', async () => {
    // The whole week but for one hour of tomorrow, counted from now.
    const gap = new Date(core.ctx.now().getTime() + DAY_MS);
    gap.setUTCMinutes(0, 0, 0);
    const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
    const quiet = [`${clock(gap.getTime() + HOUR_MS)}-${clock(gap.getTime())}@UTC`];
    await story.subscribe({ remind: [60], quiet });
    await story.subscribe({ remind: [60], quiet, urgent: ['on_hold'] }, {}, 'C0BACKEND2');
    const backend = () => core.slack.client.as(ADA).messages('backend');
    core.clock.aheadMs = gap.getTime() - DAY_MS / 2 - Date.now();
    const hold = await story.held();
    // In quiet hours there is no new card; somebody asked for this one.
    await core.ctx.db
      .insertInto('cards')
      .values(
        [DEPLOYS, 'C0BACKEND2'].map((channel) => ({ pipeline_id: hold.pipelineId, channel_id: channel })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await core.ctx.queue.add(core.ctx.db, 'deliver-card', {
      pipelineId: hold.pipelineId,
      channelId: DEPLOYS,
    });
    await core.ctx.queue.add(core.ctx.db, 'deliver-card', {
      pipelineId: hold.pipelineId,
      channelId: 'C0BACKEND2',
    });
    await story.work();
    await story.pass(2);
    expect(await texts()).toEqual([]);
    expect((await backend()).filter(({ threadTs }) => threadTs !== undefined)).toHaveLength(1);
    await story.pass(10.1);
    expect(await texts()).toHaveLength(1);
    await story.pass(30);
    expect(await texts()).toHaveLength(1);
  });

  it('are one with two replicas at once, and after a post whose answer was lost', async () => {
    await story.subscribe({ remind: [120] });
    const hold = await story.held();
    const since = new Date(Date.now() - 3 * HOUR_MS);
    await core.ctx.db.updateTable('hold_waits').set({ since, look_at: since }).execute();
    await Promise.all([watchHolds(core.ctx), watchHolds(core.ctx), watchHolds(core.ctx)]);
    const waiting = await core.waiting('deliver-reminder');
    expect(waiting).toHaveLength(1);
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'resetAfter' });
    const data = { ...hold, channelId: DEPLOYS, step: 'remind:120' };
    await Promise.all([deliverReminder(core.ctx, data), deliverReminder(core.ctx, data)]);
    // The program died there; another one tries when the claim has ended.
    core.clock.aheadMs += 20_000;
    await core.ctx.db.updateTable('outgoing').set({ failed_at: null, slot_at: null }).execute();
    await deliverReminder(core.ctx, data);
    await deliverReminder(core.ctx, data);
    expect(await texts()).toHaveLength(1);
    expect(await story.steps(hold)).toEqual(['remind:120']);
  });

  it('come once, however the clock is stepped', async () => {
    await story.subscribe({ remind: [120, 240] });
    await story.held();
    await story.pass(2.1);
    core.clock.aheadMs -= 10 * HOUR_MS;
    await watchHolds(core.ctx);
    await story.work();
    await story.pass(8);
    expect(await texts()).toHaveLength(1);
    await story.pass(4.2);
    expect(await texts()).toHaveLength(2);
  });

  it('wait while CircleCI cannot be asked, and are not said hours later', async () => {
    await story.subscribe({ remind: [120] });
    const hold = await story.held();
    core.circleci.faults.down(true);
    await story.pass(2.1);
    expect(await texts()).toEqual([]);
    expect((await core.waiting('deliver-reminder'))[0]?.seconds).toBeGreaterThan(200);
    core.circleci.faults.down(false);
    core.clock.aheadMs += 7 * HOUR_MS;
    await deliverReminder(core.ctx, { ...hold, channelId: DEPLOYS, step: 'remind:120' });
    expect(await story.steps(hold)).toEqual(['remind:120 late']);
    expect(await texts()).toEqual([]);
  });

  it('name a few of those whom the rules let approve, and nobody twice', async () => {
    core.rules.current = policyOf(`
  - name: many
    allow: [approve]
    where: { project: gh/acme/*, job: approve-* }
    who: { users: [${ADA}, ${BEN}, U0CHIE0003, U0DORA0004, U0ELIAS005], groups: [${OWNERS}] }
  - name: elsewhere
    allow: [approve]
    where: { branch: release/* }
    who: { users: [U0NOBODY01] }
  - name: not Ben
    deny: [approve]
    who: { users: [${BEN}] }
`);
    await story.subscribe({ remind: [60], escalate: { after: 120, whom: ADA } });
    await story.held();
    await story.pass(1.1);
    await story.pass(1);
    const [first, second] = await texts();
    expect(first).toContain(`May approve: <!subteam^${OWNERS}>, <@${ADA}>, <@U0CHIE0003> and 2 more`);
    expect(second?.match(new RegExp(`<@${ADA}>`, 'g'))).toHaveLength(1);
    expect(`${first} ${second}`).not.toMatch(/U0NOBODY|U0BEN/);
  });

  it('are not for subscriptions that are not about the hold', async () => {
    await story.subscribe({ remind: [60] }, { jobs: ['other-*'], people: USUAL_PEOPLE, outcomes: ['all'] });
    await story.subscribe({}, {}, 'C0BACKEND2');
    const hold = await story.held('C0BACKEND2');
    await story.pass(2);
    expect(await story.steps(hold)).toEqual([]);
    expect(await story.steps(hold, 'C0BACKEND2')).toEqual([]);
  });

  it('warn once, some days before CircleCI ends what waits, in the thread and on the card', async () => {
    await story.subscribe({});
    const hold = await story.held();
    await story.pass(24 * 82);
    expect(await texts()).toEqual([]);
    await story.pass(24 * 1.5);
    await story.pass(24);
    expect(await texts()).toEqual([
      expect.stringMatching(/CircleCI ends what waits after 90 days; here that is on <!date/),
    ]);
    const [card] = await story.cards();
    expect(messageText(card ?? never())).toMatch(/⌛ CircleCI ends \*approve-deploy\* <!date/);
    await story.pass(24 * 7);
    expect(await texts()).toHaveLength(1);
    expect((await core.waiting('sync-pipeline')).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ pipelineId: hold.pipelineId }),
    );
  });
});

function never(): never {
  throw new Error('there is none');
}
