import { setTimeout as pause } from 'node:timers/promises';
import { deeds } from '../approvals/deeds.ts';
import type { Context } from '../context.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { takeOver } from '../runs/action-lease.ts';
import type { ActionRow } from '../runs/action-store.ts';
import { perform } from '../runs/perform.ts';
import { tellResult } from '../runs/tell-result.ts';
import type { Job } from './job.ts';

/** Pauses between the tries to tell a person, in milliseconds. */
const TELL_AGAIN_AFTER_MS = [1_000, 5_000];

/**
 * Finishes what whoever took an action left: after a crash or a restart, or when CircleCI could not be read back in
 * time. The person has not heard the end yet, and is told here.
 */
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
    const outcome = await perform(ctx, action, deeds[action.kind]);
    if (isEnd(outcome) && isAwaited(action)) await tell(ctx, action, outcome);
  },
};

function isEnd({ kind }: ActionOutcome): boolean {
  return kind !== 'unknown' && kind !== 'restarting';
}

/** What an emergency stop cancels is shown in the message of the stop. */
function isAwaited({ detail }: ActionRow): boolean {
  return typeof detail.stopId !== 'string';
}

/** The action is settled whatever happens here, and its card shows it: a few tries are enough. */
async function tell(ctx: Context, action: ActionRow, outcome: ActionOutcome): Promise<void> {
  for (const wait of [...TELL_AGAIN_AFTER_MS, null]) {
    try {
      await tellResult(ctx, action, outcome);
      return;
    } catch (error) {
      ctx.log.warn({ err: error, action: action.id }, 'the result of a request did not reach its person');
      if (wait === null) return;
      await pause(wait, undefined, { ref: false });
    }
  }
}
