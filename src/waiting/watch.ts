import type { Context } from '../context.ts';
import { followHold } from './follow-hold.ts';
import { changeHold, dueHolds, noteNewHolds } from './hold-store.ts';

/** More at once would keep others from the database; the rest follows at once. */
const MOST_AT_ONCE = 200;
/** One that cannot be looked at must not be in the way of the others. */
const PUT_OFF_MS = 5 * 60_000;

/**
 * One look at everything that waits: notes new holds, and decides for those for which something may be due.
 *
 * @returns true when there is more to look at
 */
export async function watchHolds(
  ctx: Pick<Context, 'config' | 'db' | 'queue' | 'log' | 'now'>,
): Promise<boolean> {
  await noteNewHolds(ctx.db, ctx.now(), MOST_AT_ONCE);
  const due = await dueHolds(ctx.db, ctx.now(), MOST_AT_ONCE);
  for (const key of due) {
    try {
      await followHold(ctx, key);
    } catch (error) {
      ctx.log.error({ err: error, ...key }, 'a hold that waits could not be looked at');
      await changeHold(ctx.db, key, { look_at: new Date(ctx.now().getTime() + PUT_OFF_MS) });
    }
  }
  return due.length === MOST_AT_ONCE;
}
