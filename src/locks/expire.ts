import type { Context } from '../context.ts';
import type { Lock } from '../domain/lock.ts';
import type { Tx } from '../storage/database.ts';
import { auditLock } from './lock-audit.ts';
import { announceLock, tellAskers, tellHolder } from './news.ts';

/** Ends a lock whose time is up. The caller holds `lockTheLocks`. */
export async function expire(ctx: Pick<Context, 'now' | 'queue'>, tx: Tx, lock: Lock): Promise<void> {
  await tx.updateTable('locks').set({ ended_at: ctx.now() }).where('id', '=', lock.id).execute();
  await announceLock(ctx, tx, lock, 'over');
  await tellAskers(ctx, tx, lock.id);
  await tellHolder(ctx, tx, lock, 'expired');
  const entry = { deed: 'lock_expire', event: 'confirmed', rule: null, reason: null } as const;
  await auditLock(ctx, tx, lock, { ...entry, by: lock });
}
