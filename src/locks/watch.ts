import type { Context } from '../context.ts';
import type { Lock } from '../domain/lock.ts';
import { transact } from '../storage/transact.ts';
import { expire } from './expire.ts';
import { tellHolder } from './news.ts';
import { lockTheLocks, openLocks } from './store.ts';

type WatchContext = Pick<Context, 'db' | 'now' | 'queue'>;

/** Before its end; of a short lock, a quarter of its time. */
const WARN_BEFORE_MS = 15 * 60_000;
const WARN_SHARE = 1 / 4;
/** Clocks are set and jobs get lost; then it is late by no more than this. */
const LOOK_EVERY_MS = 60_000;
const LOOK_WITHOUT_LOCKS_MS = 600_000;

/**
 * Ends the locks whose time is up, and has holders told whose locks end soon.
 *
 * @returns milliseconds until it has to be called again
 */
export async function watchLocks(ctx: WatchContext): Promise<number> {
  if ((await openLocks(ctx.db)).length === 0) return LOOK_WITHOUT_LOCKS_MS;
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const warned = new Set(
      (await tx.selectFrom('locks').select('id').where('warned_at', 'is not', null).execute()).map(
        ({ id }) => id,
      ),
    );
    let next = LOOK_EVERY_MS;
    const over: Lock[] = [];
    for (const lock of await openLocks(tx)) {
      const left = Date.parse(lock.until) - ctx.now().getTime();
      const warnIn = left - warnBefore(lock);
      if (left <= 0) over.push(lock);
      else if (warnIn <= 0 && !warned.has(lock.id)) {
        await tx.updateTable('locks').set({ warned_at: ctx.now() }).where('id', '=', lock.id).execute();
        await tellHolder(ctx, tx, lock, 'soon');
      }
      if (left > 0) next = Math.min(next, warnIn > 0 ? warnIn : left);
    }
    // Last, for their entries in the audit log.
    for (const lock of over) await expire(ctx, tx, lock);
    return next;
  });
}

function warnBefore({ since, until }: Lock): number {
  return Math.min(WARN_BEFORE_MS, (Date.parse(until) - Date.parse(since)) * WARN_SHARE);
}
