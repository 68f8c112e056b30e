import type { Context } from '../context.ts';
import { transact } from '../storage/transact.ts';
import { auditStop } from './stop-audit.ts';
import { stopOf } from './store.ts';

/** Ends a stop that nobody, or only one, confirmed. Does nothing for one that was confirmed or called off. */
export async function expireStop(ctx: Pick<Context, 'db' | 'now'>, stopId: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const row = await tx
      .updateTable('stops')
      .set({ state: 'off', ended_at: ctx.now() })
      .where('id', '=', stopId)
      .where('state', '=', 'asked')
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return;
    const stop = stopOf(row);
    await auditStop(ctx, tx, stop, stop, { event: 'failed', step: 'expired' });
  });
}
