import { setTimeout as pause } from 'node:timers/promises';
import type { JobData, JobName } from '../../../src/domain/job-data.ts';
import type { Filter } from '../../../src/domain/subscription-filter.ts';
import type { SubscriptionOptions } from '../../../src/domain/subscription-options.ts';
import { deliverCard } from '../../../src/notifications/deliver.ts';
import { syncPipeline } from '../../../src/runs/sync.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { subscribe } from '../../../src/subscriptions/subscriptions.ts';
import { deliverReminder } from '../../../src/waiting/deliver.ts';
import { expireHold } from '../../../src/waiting/expire.ts';
import type { HoldKey } from '../../../src/waiting/hold-store.ts';
import { watchHolds } from '../../../src/waiting/watch.ts';
import { ADA } from '../../support/bot.ts';
import { type Core, DEPLOYS, PROJECT } from './core.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Has pipelines wait for an approval, lets hours pass, and looks at what the bot says of it.
 *
 * @param moves true for a CircleCI that is not paused
 */
export function waitingIn(core: Core, { moves = false } = {}) {
  const { ctx, slack, circleci, clock } = core;
  const jobs = {
    'expire-hold': (data: unknown) => expireHold(ctx, data as JobData['expire-hold']),
    'deliver-card': (data: unknown) => deliverCard(ctx, data as JobData['deliver-card']),
    'deliver-reminder': (data: unknown) => deliverReminder(ctx, data as JobData['deliver-reminder']),
  } satisfies Partial<Record<JobName, (data: unknown) => Promise<void>>>;

  /** Does what is due of it, or soon, until nothing is, as the queue would. */
  const work = async () => {
    for (let round = 0; round < 100; round += 1) {
      const due: (() => Promise<void>)[] = [];
      for (const [name, run] of Object.entries(jobs)) {
        const waiting = await core.waiting(name as JobName);
        due.push(
          ...waiting
            .filter(({ seconds }) => seconds <= 3)
            .map(
              ({ data }) =>
                () =>
                  run(data),
            ),
        );
      }
      if (due.length === 0) return;
      await core.forgetWaiting();
      for (const run of due) await run();
      // A channel takes a message a second: what has its turn a little later is tried again.
      await pause(100);
    }
    throw new Error('there is always more to do');
  };
  /** CircleCI does what is to be done until something waits for a person. */
  const settle = async () => {
    if (moves) return circleci.idle();
    let moved = true;
    while (moved) moved = await circleci.control.step();
  };
  const messages = () => slack.client.as(ADA).messages('deploys');
  return {
    subscribe: (options: SubscriptionOptions, parts: Partial<Filter> = {}, channel = DEPLOYS, user = ADA) =>
      subscribe(ctx, { userId: user }, channel, { ...USUAL, project: PROJECT, options, ...parts }),
    /** A pipeline that waits, with its card out. */
    held: async (channel = DEPLOYS): Promise<HoldKey> => {
      const pipelineId = core.push('hold');
      await settle();
      const { snapshot } = await syncPipeline(ctx, pipelineId, 'interactive');
      await deliverCard(ctx, { pipelineId, channelId: channel });
      for (const workflow of snapshot.workflows) {
        const hold = workflow.jobs.find(({ type, status }) => type === 'approval' && status === 'on_hold');
        if (hold !== undefined) {
          await watchHolds(ctx);
          return { pipelineId, workflowId: workflow.id, jobId: hold.id };
        }
      }
      throw new Error('nothing waits');
    },
    /** Hours go by, and the bot looks at what waits. */
    pass: async (hours: number) => {
      clock.aheadMs += hours * HOUR_MS;
      await ctx.db.updateTable('hold_waits').set({ look_at: ctx.now() }).execute();
      await watchHolds(ctx);
      await work();
    },
    work,
    /** Replies in threads, oldest first. */
    replies: async () => (await messages()).filter(({ threadTs }) => threadTs !== undefined),
    cards: async () => (await messages()).filter(({ threadTs }) => threadTs === undefined),
    /** `remind:120`, or `remind:120 muted` for what is not said. */
    steps: async ({ jobId }: HoldKey, channel = DEPLOYS) => {
      const rows = await ctx.db
        .selectFrom('hold_reminders')
        .select(['step', 'problem'])
        .where('job_id', '=', jobId)
        .where('channel_id', '=', channel)
        .orderBy('step')
        .execute();
      return rows.map(({ step, problem }) => (problem === null ? step : `${step} ${problem}`));
    },
    cancels: () =>
      circleci.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/cancel')).length,
    approveInCircleCI: async ({ workflowId, jobId }: HoldKey) => {
      const path = { id: workflowId, approval_request_id: jobId };
      await ctx.circleci.acting({}).workflows.approve({ path }, { priority: 'interactive' });
      await settle();
    },
  };
}
