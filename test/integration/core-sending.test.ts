import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deliverCard } from '../../src/notifications/deliver.ts';
import { refreshCards, wantCard } from '../../src/notifications/follow.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { resendDeadLetters } from '../../src/sending/dead-letters.ts';
import { channelLane, heldLanes, holdLane, reserve } from '../../src/sending/lanes.ts';
import { forgetOldDeliveries } from '../../src/sending/tidy.ts';
import { wakeDeliveries } from '../../src/sending/wake.ts';
import type { SlackApi } from '../../src/slack/slack-api.ts';
import { SlackError } from '../../src/slack/slack-error.ts';
import { GiveUp } from '../../src/storage/give-up.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

const BACKEND = 'C0BACKEND2';
const MINUTE_MS = 60_000;

describeWithDatabase('what goes to Slack', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  /** As if nothing had been sent for long: the turns are the database's time, which a test cannot move. */
  const freeTurns = async () => {
    await core.ctx.db.deleteFrom('slack_lanes').execute();
    await core.ctx.db.updateTable('outgoing').set({ slot_at: null, stage: 0 }).execute();
  };
  beforeEach(async () => {
    await freeTurns();
    await core.ctx.db.deleteFrom('outgoing').execute();
    await core.forgetWaiting();
  });
  afterAll(() => core.close());

  const wanted = async (channelId = DEPLOYS) => {
    const pipelineId = core.push('success');
    await syncPipeline(core.ctx, pipelineId, 'background');
    await core.ctx.db.transaction().execute((tx) => wantCard(tx, pipelineId, channelId));
    await core.forgetWaiting();
    return { pipelineId, channelId };
  };
  const replica = (own: Partial<SlackApi>) => ({ ...core.ctx, slack: { ...core.ctx.slack, ...own } });
  const calls = (method: string, since: number) =>
    core.slack.calls.slice(since).filter((call) => call.method === method).length;
  const secondsUntilDue = async (card: { pipelineId: string }) =>
    (await core.waiting('deliver-card')).find(
      ({ data }) =>
        typeof data === 'object' &&
        data !== null &&
        'pipelineId' in data &&
        data.pipelineId === card.pipelineId,
    )?.seconds;
  const broken = replica.bind(null, {
    post: () =>
      Promise.reject(new SlackError('refused', 'chat.postMessage', { slackCode: 'team_access_not_granted' })),
  });

  it('takes its turns in a channel, a second each after a short burst, and none of another channel’s', async () => {
    const lane = channelLane('C1');
    const waits = [];
    for (let i = 0; i < 8; i++) waits.push(await reserve(core.ctx.db, lane));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    for (const [place, wait] of waits.slice(3).entries()) {
      expect(wait).toBeGreaterThan(place < 3 ? 0 : 3_000);
      expect(wait).toBeLessThanOrEqual(place < 3 ? 3_000 : 6_000);
    }
    expect(await reserve(core.ctx.db, channelLane('C2'))).toBe(0);
    // Someone waits: it goes now, and those after it are no sooner for it.
    expect(await reserve(core.ctx.db, lane, true)).toBe(0);
    expect(await reserve(core.ctx.db, lane)).toBeGreaterThanOrEqual(waits[5] ?? Number.NaN);
  });

  it('gives twenty at once twenty different turns', async () => {
    const lane = { key: 'method:test', most: 5, withinMs: 60_000 };
    await reserve(core.ctx.db, lane);
    const waits = await Promise.all(Array.from({ length: 19 }, () => reserve(core.ctx.db, lane)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
    const rounds = [1, 2, 3].map(
      (round) => waits.filter((wait) => wait > (round - 1) * MINUTE_MS && wait <= round * MINUTE_MS).length,
    );
    expect(rounds).toEqual([5, 5, 5]);
  });

  it('counts each of those who use a channel for the first time at once', async () => {
    const channels = Array.from({ length: 20 }, (_, index) => `C0FIRST${index}`);
    // Each several times over, on connections that are open by then.
    for (const channel of channels) {
      await Promise.all(Array.from({ length: 6 }, () => reserve(core.ctx.db, channelLane(channel))));
    }
    const lanes = await core.ctx.db
      .selectFrom('slack_lanes')
      .select('slots')
      .where('key', 'like', 'channel:C0FIRST%')
      .execute();
    expect(lanes.map(({ slots }) => slots.length)).toEqual(channels.map(() => 6));
  });

  it('holds back one channel on a 429, and all of it, while another one’s card goes out', async () => {
    const first = await wanted();
    const second = await wanted();
    const other = await wanted(BACKEND);
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 30 });
    await deliverCard(core.ctx, first);
    const before = core.slack.calls.length;
    await deliverCard(core.ctx, second);
    expect(calls('chat.postMessage', before)).toBe(0);
    for (const card of [first, second]) {
      expect(await secondsUntilDue(card)).toBeGreaterThan(25);
      expect(await secondsUntilDue(card)).toBeLessThanOrEqual(30);
    }
    await deliverCard(core.ctx, other);
    expect(calls('chat.postMessage', before)).toBe(1);
  });

  it('holds back the method when a second channel is refused for it meanwhile', async () => {
    const cards = [await wanted(), await wanted(BACKEND)];
    core.slack.faults.next({
      method: 'chat.postMessage',
      behaviour: 'ratelimited',
      retryAfter: 20,
      times: 2,
    });
    for (const card of cards) await deliverCard(core.ctx, card);
    expect([...(await heldLanes(core.ctx.db)).keys()]).toContain('method:chat.postMessage');
  });

  it('a 429 is no try, and a hold in the distant future is not believed', async () => {
    const card = await wanted();
    for (let i = 0; i < 7; i++) {
      core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 1 });
      await deliverCard(core.ctx, card);
      await core.ctx.db.deleteFrom('slack_lanes').execute();
    }
    await holdLane(core.ctx.db, channelLane(DEPLOYS).key, 1_000_000);
    expect((await heldLanes(core.ctx.db)).get(`channel:${DEPLOYS}`)).toBeLessThanOrEqual(3_600_000);
    await core.ctx.db.deleteFrom('slack_lanes').execute();
    await deliverCard(core.ctx, card);
    expect(await core.ctx.db.selectFrom('outgoing').selectAll().execute()).toEqual([]);
  });

  it('many that wait for their turn make one call each', async () => {
    const cards: Awaited<ReturnType<typeof wanted>>[] = [];
    for (let i = 0; i < 6; i++) cards.push(await wanted());
    const before = core.slack.calls.length;
    for (const card of cards) await deliverCard(core.ctx, card);
    expect(calls('chat.postMessage', before)).toBe(3);
    // Called again and again meanwhile, as by new events, it keeps its one place.
    const places = () =>
      core.ctx.db
        .selectFrom('slack_lanes')
        .select('slots')
        .where('key', '=', `channel:${DEPLOYS}`)
        .executeTakeFirstOrThrow();
    const reserved = (await places()).slots.length;
    for (const card of cards.slice(3)) await deliverCard(core.ctx, card);
    expect((await places()).slots.length).toBe(reserved);
    await waitFor(async () => {
      for (const card of cards.slice(3)) await deliverCard(core.ctx, card);
      return calls('chat.postMessage', before) === 6;
    }, 15_000);
  });

  it('is tried as soon as Slack answers again, without using up a try', async () => {
    const card = await wanted();
    await deliverCard(broken(), card);
    core.clock.aheadMs += 5_000;
    await deliverCard(broken(), card);
    await core.forgetWaiting();
    const row = () =>
      core.ctx.db.selectFrom('outgoing').select(['tries', 'early', 'woken']).executeTakeFirst();
    expect(await row()).toMatchObject({ tries: 2, early: 0 });
    core.clock.aheadMs += 10_000;
    const down = replica({ authTest: () => Promise.reject(new SlackError('lost', 'auth.test')) });
    await wakeDeliveries(down, { round: 0 });
    expect(await row()).toMatchObject({ woken: false });
    expect(await core.waiting('deliver-card')).toEqual([]);
    expect(await core.waiting('wake-deliveries')).toHaveLength(1);
    await wakeDeliveries(core.ctx, { round: 1 });
    expect(await secondsUntilDue(card)).toBeLessThanOrEqual(0);
    await deliverCard(broken(), card);
    expect(await row()).toMatchObject({ tries: 2, early: 1, woken: false });
    // Not at once again: such tries get rarer.
    await core.forgetWaiting();
    await wakeDeliveries(core.ctx, { round: 2 });
    core.clock.aheadMs += 10_000;
    await wakeDeliveries(core.ctx, { round: 3 });
    await freeTurns();
    await deliverCard(core.ctx, card);
    expect(await row()).toBeUndefined();
    await core.forgetWaiting();
    await wakeDeliveries(core.ctx, { round: 4 });
    expect(await core.waiting('wake-deliveries')).toEqual([]);
  });

  it('is measured from what happened, but not where it waits on purpose', async () => {
    const card = await wanted();
    const happenedAt = new Date(core.ctx.now().getTime() - 90_000);
    const cause = { happenedAt, repaired: true };
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, card.pipelineId, { cause }));
    // What happened later does not make it younger.
    const later = { happenedAt: core.ctx.now() };
    await core.ctx.db
      .transaction()
      .execute((tx) => refreshCards(core.ctx, tx, card.pipelineId, { cause: later }));
    await deliverCard(core.ctx, card);
    const rows = await core.ctx.db
      .selectFrom('deliveries')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    expect(rows).toMatchObject([
      { kind: 'card', channel_id: DEPLOYS, happened_at: happenedAt, repaired: true },
    ]);
    expect(await core.ctx.metrics.render()).toContain('chatops_delivery_seconds_count');
    expect(await core.ctx.db.selectFrom('outgoing').selectAll().execute()).toEqual([]);
  });

  it('waits while CircleCI’s reading of its pipeline is queued up, but not for ever, and never where someone waits', async () => {
    const card = await wanted();
    const cause = { happenedAt: core.ctx.now() };
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, card.pipelineId, { cause }));
    const sync = { pipelineId: card.pipelineId, attempt: 0, reason: 'webhook' };
    await core.forgetWaiting();
    await core.ctx.queue.add(core.ctx.db, 'sync-pipeline', sync, { key: card.pipelineId });
    const before = core.slack.calls.length;
    await deliverCard(core.ctx, card);
    expect(calls('chat.postMessage', before)).toBe(0);
    expect(await secondsUntilDue(card)).toBeGreaterThan(30);
    await core.ctx.db
      .updateTable('outgoing')
      .set({ noted_at: new Date(Date.now() - MINUTE_MS) })
      .execute();
    await deliverCard(core.ctx, card);
    expect(calls('chat.postMessage', before)).toBe(1);

    const urgent = await wanted();
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, urgent.pipelineId, { cause }));
    await core.ctx.queue.add(
      core.ctx.db,
      'sync-pipeline',
      { ...sync, pipelineId: urgent.pipelineId },
      { key: urgent.pipelineId },
    );
    await deliverCard(core.ctx, { ...urgent, urgent: true });
    expect(calls('chat.postMessage', before)).toBe(2);
  });

  it('does not keep what it measured for ever', async () => {
    const old = new Date(Date.now() - 3 * 24 * 60 * MINUTE_MS);
    await core.ctx.db
      .insertInto('deliveries')
      .values({ kind: 'card', channel_id: 'C0LD', happened_at: old, delivered_at: old })
      .execute();
    await holdLane(core.ctx.db, 'channel:C0HELD', 60);
    await reserve(core.ctx.db, channelLane('C0USED'));
    await forgetOldDeliveries(core.ctx);
    const left = await core.ctx.db
      .selectFrom('deliveries')
      .select('id')
      .where('channel_id', '=', 'C0LD')
      .execute();
    expect(left).toEqual([]);
    const lanes = await core.ctx.db.selectFrom('slack_lanes').select('key').orderBy('key').execute();
    expect(lanes.map(({ key }) => key)).toEqual(['channel:C0HELD', 'channel:C0USED']);
  });

  // Last: from here on there is a worker.
  it('is given up after five tries in about an hour, can be sent again, and twice sends once', async () => {
    const card = await wanted();
    const began = core.clock.aheadMs;
    let tries = 0;
    const failing = replica({
      post: () => {
        tries += 1;
        return Promise.reject(
          new SlackError('refused', 'chat.postMessage', { slackCode: 'team_access_not_granted' }),
        );
      },
    });
    let gaveUp: unknown = null;
    while (gaveUp === null && core.clock.aheadMs - began < 3 * 60 * MINUTE_MS) {
      await freeTurns();
      gaveUp = await deliverCard(failing, card).then(
        () => null,
        (error: unknown) => error,
      );
      core.clock.aheadMs += MINUTE_MS;
    }
    expect(gaveUp).toBeInstanceOf(GiveUp);
    expect(tries).toBe(5);
    const minutes = (core.clock.aheadMs - began) / MINUTE_MS;
    expect(minutes).toBeGreaterThan(50);
    expect(minutes).toBeLessThan(75);

    await freeTurns();
    await core.ctx.queue.work('deliver-card', { concurrency: 1 }, (data) => deliverCard(failing, data));
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, card.pipelineId));
    await waitFor(async () => (await core.ctx.queue.deadLetters()).length === 1, 10_000);
    // A second thing happens, and fails: still one dead letter.
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, card.pipelineId));
    await waitFor(() => tries === 7, 10_000);
    await core.ctx.queue.drain();
    const [letter, ...more] = await core.ctx.queue.deadLetters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ job: 'deliver-card', data: card });
    expect(letter?.reason).toContain('team_access_not_granted');

    const sent = await Promise.all([
      resendDeadLetters(core.ctx, [letter?.id ?? '']),
      resendDeadLetters(core.ctx, null),
      resendDeadLetters(core.ctx, [letter?.id ?? '']),
    ]);
    expect(sent.reduce((all, one) => all + one, 0)).toBe(1);
    expect(await core.ctx.queue.deadLetters()).toEqual([]);
    // Counted from the beginning again.
    await waitFor(() => tries === 8, 10_000);
    const row = () => core.ctx.db.selectFrom('outgoing').select('tries').executeTakeFirst();
    await waitFor(async () => (await row())?.tries === 1);
  });
});
