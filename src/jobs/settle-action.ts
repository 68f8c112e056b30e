import { deeds } from '../approvals/deeds.ts';
import { takeOver } from '../runs/action-lease.ts';
import { perform } from '../runs/perform.ts';
import type { Job } from './job.ts';

/** Finishes what whoever took an action left: after a crash, or when CircleCI could not be read back in time. */
export const settleActionJob: Job<'settle-action'> = {
  name: 'settle-action',
  concurrency: 2,
  async run(ctx, { actionId }) {
    const action = await takeOver(ctx.db, actionId, ctx.now());
    if (action === null) return;
    if ('busyUntil' in action) {
      // Someone is at it, or died at it, which may have been this very job: then it is for the next look to finish.
      const afterSeconds = (action.busyUntil.getTime() - ctx.now().getTime()) / 1000 + 1;
      await ctx.queue.add(ctx.db, 'settle-action', { actionId }, { key: actionId, afterSeconds });
      return;
    }
    await perform(ctx, action, deeds[action.kind]);
  },
};
