import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { announceAll } from '../../src/digests/bulletin-store.ts';
import { deliverBulletin } from '../../src/digests/deliver.ts';
import { tidyDigests } from '../../src/digests/forget.ts';
import type { SubscriptionOptions } from '../../src/domain/subscription-options.ts';
import { cardsFollow } from '../../src/notifications/follow.ts';
import { loadSnapshot } from '../../src/pipelines/snapshot.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { saveProject } from '../../src/projects/save.ts';
import { reopenChannel } from '../../src/sending/closed-channels.ts';
import type { SlackApi } from '../../src/slack/slack-api.ts';
import { SlackError } from '../../src/slack/slack-error.ts';
import { explainCard } from '../../src/subscriptions/explain-card.ts';
import { USUAL } from '../../src/subscriptions/subscription.ts';
import { subscribe, unsubscribe } from '../../src/subscriptions/subscriptions.ts';
import { ADA } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';
import { type Told, toldRecord } from './support/told-pipelines.ts';

const HOUR_MS = 3_600_000;

describeWithDatabase('what is held back and told in one message', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
    await saveProject(core.ctx, core.ctx.db, { slug: PROJECT, id: null, name: 'web-shop' });
  });
  afterAll(() => core.close());
  beforeEach(async () => {
    await core.ctx.db.deleteFrom('subscriptions').execute();
    await core.ctx.db.deleteFrom('bulletins').execute();
    await core.forgetWaiting();
    startOfHour();
  });

  /** Ten past some full hour, so that an hour's end is always fifty minutes away. */
  const startOfHour = () => {
    const now = core.ctx.now().getTime();
    core.clock.aheadMs += (Math.floor(now / HOUR_MS) + 1) * HOUR_MS + HOUR_MS / 6 - now;
  };
  const follow = (options: SubscriptionOptions, channelId = DEPLOYS) =>
    subscribe(core.ctx, core.actor, channelId, { ...USUAL, project: PROJECT, outcomes: ['all'], options });
  let next = 1;
  const tell = async (told: Partial<Told> = {}, ctx = core.ctx) => {
    const id = told.id ?? `p-${next++}`;
    await ctx.db.transaction().execute(async (tx) => {
      const number = Number(/\d+$/.exec(id)?.[0]);
      await mergeIntoStore(tx, toldRecord({ status: 'failed', number, at: ctx.now(), ...told, id }));
      await cardsFollow(ctx, tx, id);
    });
    return id;
  };
  const cards = async () =>
    (await core.ctx.db.selectFrom('cards').select('pipeline_id').execute()).map((row) => row.pipeline_id);
  const waiting = async () => {
    const rows = await core.waiting('post-bulletin');
    return [...new Set(rows.map(({ data }) => String(Reflect.get(Object(data), 'bulletinId'))))];
  };
  const deliverAll = async (ctx = core.ctx) => {
    for (const bulletinId of await waiting()) await deliverBulletin(ctx, { bulletinId });
  };
  const unsent = async () =>
    (await core.ctx.db.selectFrom('bulletins').select('id').where('message_ts', 'is', null).execute()).length;
  const posted = async () => {
    const all = await core.slack.client.as(ADA).messages('deploys');
    return all.filter(({ user }) => user === core.slack.bot.userId).map(messageText);
  };
  const newOnes = async (work: () => Promise<unknown>) => {
    const before = (await posted()).length;
    await work();
    return (await posted()).slice(before);
  };

  it('a digest takes the place of cards: one message at the hour, with what failed and still fails', async () => {
    await follow({ digest: 'hourly' });
    const failed = await tell({ subject: 'Break *it* <!channel>' });
    await tell({ status: 'success', branch: 'dev' });
    await tell({ status: 'success', branch: 'dev' });
    expect(await cards()).toEqual([]);
    expect(await newOnes(() => deliverAll())).toEqual([]);
    core.clock.aheadMs += HOUR_MS;
    const [digest = '', ...others] = await newOnes(async () => {
      await deliverAll();
      await deliverAll();
    });
    expect(others).toEqual([]);
    expect(digest).toContain('3 pipelines without a card');
    expect(digest).toContain('✅ Succeeded 2');
    expect(digest).toContain('❌ Failed 1');
    expect(digest).toContain(`#${Number(/\d+$/.exec(failed)?.[0])}`);
    expect(digest).toContain('still failing');
    expect(digest).toContain('Break ∗it∗ &lt;!channel&gt;'.replaceAll('∗', '*'));
    expect(digest).not.toContain('<!channel>');
  });

  it('an hour in which nothing happened has no message, and no job either', async () => {
    await follow({ digest: 'hourly' });
    expect(await waiting()).toEqual([]);
  });

  it('the same again is no news, a rerun and another outcome are', async () => {
    await follow({ digest: 'hourly' });
    const id = await tell();
    core.clock.aheadMs += HOUR_MS;
    await deliverAll();
    await core.forgetWaiting();
    await tell({ id });
    expect(await waiting()).toEqual([]);
    await tell({ id, attempts: 2 });
    expect(await waiting()).toHaveLength(1);
    await follow({});
    await tell({ id, attempts: 2 });
    expect(await cards()).not.toContain(id);
    await tell({ id, attempts: 2, status: 'success' });
    expect(await cards()).toContain(id);
  });

  it('quiet hours hold back until they end, but for what is urgent and what has its card', async () => {
    const hour = core.ctx.now().getUTCHours();
    const at = (ahead: number) => `${String((hour + ahead) % 24).padStart(2, '0')}:00`;
    await follow({ quiet: [`${at(0)}-${at(3)}@UTC`], urgent: ['on_hold'] });
    const quiet = await tell();
    const urgent = await tell({ hold: true });
    expect(await cards()).toContain(urgent);
    expect(await cards()).not.toContain(quiet);
    // Its card is there already, and stays true whatever the hour.
    await tell({ id: urgent, status: 'failed' });
    const snapshot = await loadSnapshot(core.ctx, core.ctx.db, quiet);
    if (snapshot === null) throw new Error('not stored');
    const [held] = (await explainCard(core.ctx, DEPLOYS, snapshot)).held;
    expect(held).toMatchObject({ project: PROJECT, by: 'quiet', told: false });
    expect(Date.parse(held?.due ?? '')).toBe(
      Math.floor(core.ctx.now().getTime() / HOUR_MS) * HOUR_MS + 3 * HOUR_MS,
    );
    core.clock.aheadMs += 2 * HOUR_MS;
    expect(await newOnes(() => deliverAll())).toEqual([]);
    core.clock.aheadMs += HOUR_MS;
    const [digest = '', ...others] = await newOnes(() => deliverAll());
    expect(others).toEqual([]);
    expect(digest).toContain('1 pipeline without a card');
    expect(digest).toContain('quiet hours');
    expect((await explainCard(core.ctx, DEPLOYS, snapshot)).held).toMatchObject([{ told: true }]);
  });

  it('a budget turns into a digest, says so once, lets holds through, and turns back', async () => {
    await follow({ budget: 2 });
    const first = [await tell(), await tell()];
    const over = [await tell(), await tell()];
    const hold = await tell({ hold: true });
    expect(await cards()).toEqual(expect.arrayContaining([...first, hold]));
    for (const id of over) expect(await cards()).not.toContain(id);
    const notices = await newOnes(() => deliverAll());
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('More than 2 cards');
    core.clock.aheadMs += HOUR_MS;
    const [digest = '', ...others] = await newOnes(() => deliverAll());
    expect(others).toEqual([]);
    expect(digest).toContain('2 pipelines without a card');
    const back = await tell();
    expect(await cards()).toContain(back);
  });

  it('two at once count one after the other, and one of them tells', async () => {
    await follow({ budget: 1 });
    const ids = await Promise.all([tell(), tell(), tell(), tell()]);
    const shown = (await cards()).filter((id) => ids.includes(id));
    expect(shown).toHaveLength(1);
    const notices = await newOnes(() => deliverAll());
    expect(notices).toHaveLength(1);
  });

  it('after a restart past its time it comes late, once', async () => {
    await follow({ digest: 'hourly' });
    await tell();
    // The program is down for a day, and its queue is lost with it.
    await core.forgetWaiting();
    core.clock.aheadMs += 24 * HOUR_MS;
    await announceAll(core.ctx);
    await announceAll(core.ctx);
    const news = await newOnes(async () => {
      await deliverAll();
      await announceAll(core.ctx);
      await deliverAll();
    });
    expect(news).toHaveLength(1);
  });

  it('is posted once when the answer is lost, when two replicas are at it, and when Slack says no for a while', async () => {
    await follow({ digest: 'hourly' });
    await tell();
    core.clock.aheadMs += HOUR_MS;
    const [bulletinId = ''] = await waiting();
    const replica = (own: Partial<SlackApi>) => ({ ...core.ctx, slack: { ...core.ctx.slack, ...own } });
    const lost = new SlackError('lost', 'chat.postMessage');
    const refused = new SlackError('refused', 'chat.postMessage', { slackCode: 'team_access_not_granted' });
    const news = await newOnes(async () => {
      const no = replica({ post: () => Promise.reject(refused) });
      await expect(deliverBulletin(no, { bulletinId })).rejects.toBe(refused);
      const breaking = replica({
        post: async (message) => {
          await core.ctx.slack.post(message);
          throw lost;
        },
      });
      await expect(deliverBulletin(breaking, { bulletinId })).rejects.toBe(lost);
      // As long as the post may be under way, nobody else posts.
      await deliverBulletin(core.ctx, { bulletinId });
      core.clock.aheadMs += 20_000;
      await Promise.all([
        deliverBulletin(core.ctx, { bulletinId }),
        deliverBulletin(core.ctx, { bulletinId }),
      ]);
      core.clock.aheadMs += 20_000;
      await deliverBulletin(core.ctx, { bulletinId });
    });
    expect(news).toHaveLength(1);
  });

  it('what is held back while the digest is being posted is in another one, not lost', async () => {
    await follow({ digest: 'hourly' });
    await tell();
    core.clock.aheadMs += HOUR_MS;
    const [bulletinId = ''] = await waiting();
    await deliverBulletin(core.ctx, { bulletinId });
    // Decided before the hour was over, and committed after.
    core.clock.aheadMs -= HOUR_MS;
    await tell();
    await tell();
    core.clock.aheadMs += HOUR_MS;
    // The latecomers share one, though each came after the digest was out.
    const [digest = '', ...others] = await newOnes(() => deliverAll());
    expect(others).toEqual([]);
    expect(digest).toContain('2 pipelines without a card');
  });

  it('whose job was given up during a long outage is taken up again, and old ones are deleted', async () => {
    await follow({ digest: 'hourly', budget: 1 });
    const id = await tell();
    core.clock.aheadMs += 2 * HOUR_MS;
    await core.forgetWaiting();
    await tidyDigests(core.ctx);
    expect(await newOnes(() => deliverAll())).toHaveLength(1);
    core.clock.aheadMs += 31 * 24 * HOUR_MS;
    await tidyDigests(core.ctx);
    const left = await core.ctx.db.selectFrom('held_back').select('pipeline_id').execute();
    expect(left.map(({ pipeline_id }) => pipeline_id)).not.toContain(id);
    expect(await core.ctx.db.selectFrom('budgets').select('cards').execute()).toEqual([]);
  });

  it('a subscription outlives whoever made it', async () => {
    const gone = { userId: 'U0LEFT0001' };
    await subscribe(core.ctx, gone, DEPLOYS, { ...USUAL, project: PROJECT, outcomes: ['all'] });
    const id = await tell();
    expect(await cards()).toContain(id);
  });

  it('loses nothing and tells nothing twice while events and posting meet at the full hour', async () => {
    await follow({ digest: 'hourly' });
    const due = Math.ceil(core.ctx.now().getTime() / HOUR_MS) * HOUR_MS;
    const before = { ...core.ctx, now: () => new Date(due - 1) };
    const after = { ...core.ctx, now: () => new Date(due + 1) };
    const news = await newOnes(async () => {
      const telling = Array.from({ length: 40 }, () => tell({}, before));
      let isOver = false;
      const told = Promise.all(telling).finally(() => {
        isOver = true;
      });
      while (!isOver) await Promise.all([deliverAll(after), deliverAll(after)]);
      await told;
      const lastOfAll = { ...core.ctx, now: () => new Date(due + HOUR_MS) };
      await deliverAll(lastOfAll);
    });
    const counts = news.map((text) => Number(/(\d+) pipelines? without a card/.exec(text)?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
  });

  it('is not posted when the channel unsubscribed, nor where it cannot be', async () => {
    await follow({ digest: 'hourly' });
    await tell();
    await unsubscribe(core.ctx, DEPLOYS, PROJECT);
    core.clock.aheadMs += HOUR_MS;
    expect(await newOnes(() => deliverAll())).toEqual([]);
    await follow({ digest: 'hourly' });
    await tell();
    core.clock.aheadMs += HOUR_MS;
    const gone = new SlackError('refused', 'chat.postMessage', { slackCode: 'is_archived' });
    await deliverAll({ ...core.ctx, slack: { ...core.ctx.slack, post: () => Promise.reject(gone) } });
    expect(await newOnes(() => deliverAll())).toEqual([]);
    // The bot is invited again: it comes late, once.
    await reopenChannel(core.ctx, DEPLOYS);
    expect(await newOnes(() => deliverAll())).toHaveLength(1);
    expect(await newOnes(() => deliverAll())).toEqual([]);
  });

  it('waits while Slack wants to hear nothing for the channel', async () => {
    await follow({ digest: 'hourly' });
    await tell();
    core.clock.aheadMs += HOUR_MS;
    const limited = new SlackError('rate_limited', 'chat.postMessage', { retryAfterSeconds: 1 });
    const busy = { ...core.ctx.slack, post: () => Promise.reject(limited) };
    await deliverAll({ ...core.ctx, slack: busy });
    expect(await newOnes(() => deliverAll())).toEqual([]);
    const news = await newOnes(() =>
      waitFor(async () => {
        await deliverAll();
        return (await posted()).at(-1)?.includes('without a card') === true && (await unsent()) === 0;
      }),
    );
    expect(news).toHaveLength(1);
  });
});
