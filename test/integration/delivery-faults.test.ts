import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { JobData, SendingJob } from '../../src/domain/job-data.ts';
import { deliverFailure } from '../../src/failures/deliver.ts';
import { deliverNotice } from '../../src/notices/deliver.ts';
import { deliverCard } from '../../src/notifications/deliver.ts';
import { refreshCards, wantCard } from '../../src/notifications/follow.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { closeChannel } from '../../src/sending/closed-channels.ts';
import { deliveryHealth } from '../../src/sending/health.ts';
import { sendingJob } from '../../src/sending/jobs.ts';
import { wakeDeliveries } from '../../src/sending/wake.ts';
import { deliverReminder } from '../../src/waiting/deliver.ts';
import { ADA } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Every job that brings something to a channel, about a pipeline that has no card there. */
const about = { pipelineId: 'nowhere', channelId: DEPLOYS };
const DATA: { readonly [N in SendingJob]: JobData[N] } = {
  'deliver-card': about,
  'deliver-failure': { ...about, workflowId: 'w' },
  'deliver-notice': { ...about, kind: 'broken', about: '' },
  'deliver-reminder': { ...about, workflowId: 'w', jobId: 'j', step: 'remind:120' },
};
const DELIVERERS: { readonly [N in SendingJob]: (core: Core) => Promise<unknown> } = {
  'deliver-card': ({ ctx }) => deliverCard(ctx, DATA['deliver-card']),
  'deliver-failure': ({ ctx }) => deliverFailure(ctx, DATA['deliver-failure']),
  'deliver-notice': ({ ctx }) => deliverNotice(ctx, DATA['deliver-notice']),
  'deliver-reminder': ({ ctx }) => deliverReminder(ctx, DATA['deliver-reminder']),
};
const JOBS = Object.keys(DATA) as SendingJob[];

describeWithDatabase('what Slack does not take', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  beforeEach(async () => {
    for (const table of ['slack_lanes', 'outgoing', 'closed_channels'] as const) {
      await core.ctx.db.deleteFrom(table).execute();
    }
    await core.forgetWaiting();
  });
  afterAll(() => core.close());

  /** A message that failed an hour ago. */
  const failing = async (name: SendingJob) => {
    const data = DATA[name];
    await core.ctx.db
      .insertInto('outgoing')
      .values({
        key: `${name} ${sendingJob(data).key}`,
        channel_id: DEPLOYS,
        data: JSON.stringify(data),
        tries: 1,
        failed_at: new Date(Date.now() - 3_600_000),
        woken: true,
      })
      .execute();
  };
  const left = () =>
    core.ctx.db.selectFrom('outgoing').selectAll().where('failed_at', 'is not', null).execute();
  const calls = (method: string) => core.slack.calls.filter((call) => call.method === method).length;
  const shown = async () => {
    const messages = await core.slack.client.as(ADA).messages('deploys');
    return messages.filter(({ user }) => user === core.slack.bot.userId);
  };
  const card = async () => {
    const pipelineId = core.push('success');
    await core.circleci.control.settle();
    await syncPipeline(core.ctx, pipelineId, 'background');
    await core.ctx.db.transaction().execute((tx) => wantCard(tx, pipelineId, DEPLOYS));
    return { pipelineId, channelId: DEPLOYS };
  };
  const stored = (pipelineId: string) =>
    core.ctx.db
      .selectFrom('cards')
      .selectAll()
      .where('pipeline_id', '=', pipelineId)
      .executeTakeFirstOrThrow();
  /** As if it looked otherwise now. */
  const change = async (data: { pipelineId: string }) => {
    await core.ctx.db
      .updateTable('cards')
      .set({ shown_hash: 'another', shown_edge: 'another', shown_at: new Date(Date.now() - 3_600_000) })
      .where('pipeline_id', '=', data.pipelineId)
      .execute();
    await core.ctx.db.deleteFrom('slack_lanes').execute();
  };

  it.each(JOBS)('%s: nothing is left to try when what it is about is gone', async (name) => {
    await failing(name);
    await DELIVERERS[name](core);
    expect(await left()).toEqual([]);
  });

  it.each(JOBS)('%s: Slack is not asked about it while its channel is closed', async (name) => {
    await failing(name);
    await closeChannel(core.ctx, DEPLOYS, 'is_archived');
    await core.forgetWaiting();
    const before = calls('auth.test');
    await DELIVERERS[name](core);
    await wakeDeliveries(core.ctx, { round: 0 });
    expect(calls('auth.test')).toBe(before);
    expect(await core.waiting('wake-deliveries')).toEqual([]);
  });

  it('an answer that is neither yes nor no is looked for before the card is posted again', async () => {
    const data = await card();
    const before = (await shown()).length;
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'emptyAfter' });
    await deliverCard(core.ctx, data);
    expect((await stored(data.pipelineId)).message_ts).toBeNull();
    core.clock.aheadMs += 60_000;
    await core.ctx.db.updateTable('outgoing').set({ woken: true }).execute();
    await core.ctx.db.deleteFrom('slack_lanes').execute();
    await deliverCard(core.ctx, data);
    core.clock.aheadMs -= 60_000;
    expect((await shown()).length - before).toBe(1);
    expect((await stored(data.pipelineId)).message_ts).not.toBeNull();
  });

  it('a card whose blocks Slack refuses is shown as text, counted, and has blocks again at the next change', async () => {
    const data = await card();
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'error', error: 'invalid_blocks' });
    await deliverCard(core.ctx, data);
    const plain = (await shown()).at(-1);
    expect(plain?.blocks).toEqual([]);
    expect(plain?.text).toContain('web-shop');
    expect(await core.ctx.metrics.render()).toContain(
      'chatops_slack_plain_text_total{method="chat.postMessage"} 1',
    );
    await change(data);
    await deliverCard(core.ctx, data);
    expect((await shown()).at(-1)?.blocks).not.toEqual([]);
  });

  it.each(['cant_update_message', 'edit_window_closed'])(
    'an old card that answers %s is posted again, once',
    async (error) => {
      const data = await card();
      await deliverCard(core.ctx, data);
      const before = (await shown()).length;
      await change(data);
      core.clock.aheadMs = WEEK_MS;
      core.slack.faults.next({ method: 'chat.update', behaviour: 'error', error });
      await deliverCard(core.ctx, data);
      await core.ctx.db.deleteFrom('slack_lanes').execute();
      await deliverCard(core.ctx, data);
      await deliverCard(core.ctx, data);
      core.clock.aheadMs = 0;
      const after = await shown();
      expect(after.length - before).toBe(1);
      expect(messageText(after.at(-1) ?? { blocks: [] })).toContain('Succeeded');
      expect((await stored(data.pipelineId)).problem).toBeNull();
    },
  );

  it('a card that cannot be edited right after it was posted is not posted again and again, and health counts it', async () => {
    const data = await card();
    await deliverCard(core.ctx, data);
    const before = (await shown()).length;
    await change(data);
    core.slack.faults.next({ method: 'chat.update', behaviour: 'error', error: 'cant_update_message' });
    await deliverCard(core.ctx, data);
    await core.ctx.db.transaction().execute((tx) => refreshCards(core.ctx, tx, data.pipelineId));
    await deliverCard(core.ctx, data);
    expect((await shown()).length).toBe(before);
    expect((await deliveryHealth(core.ctx)).stuckCards).toBe(1);
  });
});
