import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Lock } from '../domain/lock.ts';
import { transact } from '../storage/transact.ts';
import { isHolder } from './covers.ts';
import { auditLock } from './lock-audit.ts';
import { tellHolder } from './news.ts';
import { loadLock, lockTheLocks } from './store.ts';

/** The same person about the same lock. */
const AGAIN_AFTER_MS = 15 * 60_000;
/** So many people ask about one lock; then everybody knows. */
const MOST_ASKERS = 50;

export type Asked =
  | { readonly kind: 'asked' | 'asked-already' | 'own'; readonly lock: Lock }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-many' };

type AskContext = Pick<Context, 'db' | 'now' | 'queue'>;

/** Has the holder of a lock asked, in a direct message, whether they release it. Once per person in a while. */
export async function askHolder(ctx: AskContext, actor: Actor, lockId: string): Promise<Asked> {
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const found = await loadLock(tx, lockId);
    if (found === null || found.ended !== null || Date.parse(found.lock.until) <= ctx.now().getTime()) {
      return { kind: 'gone' };
    }
    const { lock } = found;
    if (isHolder(lock, actor)) return { kind: 'own', lock };
    const { count } = await tx
      .selectFrom('lock_asks')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('lock_id', '=', lockId)
      .where((eb) => eb.not(eb.and([eb('team_id', '=', actor.teamId), eb('user_id', '=', actor.userId)])))
      .executeTakeFirstOrThrow();
    if (count >= MOST_ASKERS) return { kind: 'too-many' };
    const id = randomUUID();
    const asked = { asked_at: ctx.now(), kept_at: null };
    const noted = await tx
      .insertInto('lock_asks')
      .values({ id, lock_id: lockId, team_id: actor.teamId, user_id: actor.userId, ...asked })
      .onConflict((conflict) =>
        conflict
          .columns(['lock_id', 'team_id', 'user_id'])
          .doUpdateSet(asked)
          .where('lock_asks.asked_at', '<=', new Date(ctx.now().getTime() - AGAIN_AFTER_MS)),
      )
      .returning('id')
      .execute();
    const [ask] = noted;
    if (ask === undefined) return { kind: 'asked-already', lock };
    await tellHolder(ctx, tx, lock, 'asked', { by: actor.userId, askId: ask.id });
    const entry = { deed: 'lock_ask', event: 'confirmed', by: actor, rule: null, reason: null } as const;
    await auditLock(ctx, tx, lock, entry);
    return { kind: 'asked', lock };
  });
}

/**
 * The holder keeps it, and whoever asked is told.
 *
 * @returns who asked; null when there is nothing to answer any more, or it is not theirs to answer
 */
export async function keepLock(ctx: AskContext, actor: Actor, askId: string): Promise<string | null> {
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const ask = await tx.selectFrom('lock_asks').selectAll().where('id', '=', askId).executeTakeFirst();
    const found = ask === undefined ? null : await loadLock(tx, ask.lock_id);
    if (ask === undefined || found === null || found.ended !== null) return null;
    if (!isHolder(found.lock, actor) || ask.kept_at !== null) return null;
    await tx.updateTable('lock_asks').set({ kept_at: ctx.now() }).where('id', '=', askId).execute();
    const { user_id: to, lock_id: lockId } = ask;
    await ctx.queue.add(tx, 'tell-lock', { lockId, news: 'kept', to }, { key: `${lockId}:kept:${to}` });
    const entry = { deed: 'lock_keep', event: 'confirmed', by: actor, rule: null, reason: null } as const;
    await auditLock(ctx, tx, found.lock, entry);
    return to;
  });
}
