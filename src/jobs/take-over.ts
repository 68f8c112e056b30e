import type { Context } from '../context.ts';
import { shortenAllClaims } from '../notifications/card-store.ts';
import { takeOverActions } from '../runs/take-over-actions.ts';

/**
 * Frees what a process that died had in hand, so that its successor need not wait until nobody can have it any more.
 * Only for when no other process runs.
 */
export async function takeOver(ctx: Pick<Context, 'db' | 'queue' | 'now'>): Promise<void> {
  await shortenAllClaims(ctx.db, ctx.now());
  await takeOverActions(ctx);
}
