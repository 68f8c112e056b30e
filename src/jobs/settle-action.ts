import { approveDeed } from '../approvals/approve.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { takeOver } from '../runs/action-lease.ts';
import type { ActionRow } from '../runs/action-store.ts';
import { cancelDeed } from '../runs/cancel.ts';
import { type Deed, type DeedContext, perform } from '../runs/perform.ts';
import { rerunDeed } from '../runs/rerun.ts';
import { runDeed } from '../runs/run-deed.ts';
import type { Job } from './job.ts';

const deeds = {
  approve: approveDeed,
  cancel: cancelDeed,
  rerun: rerunDeed,
  run: runDeed,
} satisfies Record<ActionKind, (ctx: DeedContext, action: ActionRow) => Deed>;

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
    await perform(ctx, action, deeds[action.kind](ctx, action));
  },
};
