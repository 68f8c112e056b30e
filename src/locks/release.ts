import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Lock } from '../domain/lock.ts';
import { messages } from '../i18n/index.ts';
import { transact } from '../storage/transact.ts';
import { isHolder } from './covers.ts';
import { auditLock } from './lock-audit.ts';
import { mayGovern } from './may-lock.ts';
import { announceLock, tellAskers, tellHolder } from './news.ts';
import { lockTheLocks, openLocks } from './store.ts';

export type Released =
  | { readonly kind: 'released'; readonly lock: Lock }
  /** Nobody has it any more, or somebody else has. */
  | { readonly kind: 'gone' }
  /** It is somebody else's, which takes a reason. */
  | { readonly kind: 'reason'; readonly lock: Lock }
  | { readonly kind: 'denied'; readonly text: string };

type ReleaseContext = Pick<Context, 'config' | 'db' | 'log' | 'now' | 'policy' | 'queue' | 'slack'>;

/**
 * Releases a lock. The holder always may. Others may who may lock there, with a reason, and the holder is told; none is
 * needed when the holder has left.
 */
export async function releaseLock(
  ctx: ReleaseContext,
  actor: Actor,
  lock: Lock,
  reason: string | null,
): Promise<Released> {
  if (isHolder(lock, actor)) return release(ctx, actor, lock, { rule: null, reason });
  const may = await mayGovern(ctx, actor, 'lock', lock, reason !== null);
  if (!may.ok) return { kind: 'denied', text: may.text };
  if (reason !== null) return release(ctx, actor, lock, { rule: may.rule, reason });
  if (!(await hasLeft(ctx, lock.userId))) {
    const entry = { deed: 'unlock', event: 'denied', by: actor, rule: may.rule, reason: null } as const;
    await transact(ctx.db, (tx) => auditLock(ctx, tx, lock, { ...entry, detail: { why: 'reason' } }));
    return { kind: 'reason', lock };
  }
  const left = messages(ctx.config.defaultLocale).locks.holderLeft;
  return release(ctx, actor, lock, { rule: may.rule, reason: left });
}

async function release(
  ctx: ReleaseContext,
  actor: Actor,
  { id }: Lock,
  why: { readonly rule: string | null; readonly reason: string | null },
): Promise<Released> {
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const lock = (await openLocks(tx)).find((one) => one.id === id);
    if (lock === undefined) return { kind: 'gone' };
    const isOwn = isHolder(lock, actor);
    await tx
      .updateTable('locks')
      .set({ ended_at: ctx.now(), ended_by: actor.userId, ended_because: isOwn ? null : why.reason })
      .where('id', '=', id)
      .execute();
    await announceLock(ctx, tx, lock, 'over');
    await tellAskers(ctx, tx, id);
    if (!isOwn) await tellHolder(ctx, tx, lock, 'taken', { by: actor.userId });
    await auditLock(ctx, tx, lock, { deed: 'unlock', event: 'confirmed', by: actor, ...why });
    return { kind: 'released', lock };
  });
}

/** @returns false too when Slack does not tell */
async function hasLeft({ slack, log }: ReleaseContext, userId: string): Promise<boolean> {
  try {
    return (await slack.user(userId)).isGone === true;
  } catch (error) {
    log.warn({ err: error, user: userId }, 'Slack did not say whether the holder of a lock is still here');
    return false;
  }
}
