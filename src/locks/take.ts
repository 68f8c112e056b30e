import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { EXTEND_BY_MS, LONGEST_LOCK_MS, type Lock } from '../domain/lock.ts';
import { withProjectNames } from '../runs/project-names.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { isHolder, isSameScope, overlap } from './covers.ts';
import { expire } from './expire.ts';
import { auditLock } from './lock-audit.ts';
import { announceLock } from './news.ts';
import { lockTheLocks, openLocks } from './store.ts';

export interface WantedLock {
  /** Slug in normal form; null for a freeze. */
  readonly project: string | null;
  readonly branch: string | null;
  /** Milliseconds; cut to the longest that is possible. */
  readonly forMs: number;
  /** Not empty. */
  readonly reason: string;
}

export type Taken =
  | { readonly kind: 'locked'; readonly lock: Lock }
  /** It was theirs before: it has another end and reason now. */
  | { readonly kind: 'changed'; readonly lock: Lock }
  /** Somebody else has it, or one that overlaps with it. */
  | { readonly kind: 'taken'; readonly lock: Lock }
  | { readonly kind: 'too-many'; readonly most: number };

/** Every decision looks through all of them. */
const MOST_LOCKS = 200;
/** So that one person does not use them up. */
const MOST_OF_ONE = 20;

type TakeContext = Pick<Context, 'db' | 'now' | 'queue'>;

/**
 * Takes a lock. Of two people at once, one gets it. Whether they may is for the caller to have asked.
 *
 * @param rule what allowed it, for the audit log
 */
export async function takeLock(
  ctx: TakeContext,
  actor: Actor,
  wanted: WantedLock,
  rule: string | null,
): Promise<Taken> {
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const standing = await standingLocks(ctx, tx);
    const own = standing.find((lock) => isSameScope(lock, wanted));
    const other = standing.find((lock) => overlap(lock, wanted) && !isHolder(lock, actor));
    if (other !== undefined) {
      const entry = { deed: 'lock', event: 'failed', by: actor, rule, reason: wanted.reason } as const;
      await auditLock(ctx, tx, other, { ...entry, detail: { why: 'taken' } });
      return { kind: 'taken', lock: other };
    }
    const most = own === undefined ? limitReached(standing, actor) : null;
    if (most !== null) return { kind: 'too-many', most };
    const lock = await write(ctx, tx, actor, wanted, own);
    await announceLock(ctx, tx, lock, 'began');
    const { reason } = lock;
    await auditLock(ctx, tx, lock, { deed: 'lock', event: 'confirmed', by: actor, rule, reason });
    return { kind: own === undefined ? 'locked' : 'changed', lock };
  });
}

/**
 * Gives the holder more time, as the button in the warning does.
 *
 * @returns the lock with its new end; null when it is theirs no more
 */
export async function extendLock(
  ctx: TakeContext,
  person: Pick<Actor, 'teamId' | 'userId'>,
  lockId: string,
): Promise<Lock | null> {
  return transact(ctx.db, async (tx) => {
    await lockTheLocks(tx);
    const lock = (await standingLocks(ctx, tx)).find(({ id }) => id === lockId);
    if (lock === undefined || !isHolder(lock, person)) return null;
    const now = ctx.now().getTime();
    const until = new Date(Math.min(Date.parse(lock.until) + EXTEND_BY_MS, now + LONGEST_LOCK_MS));
    await tx
      .updateTable('locks')
      .set({ expires_at: until, warned_at: null })
      .where('id', '=', lockId)
      .execute();
    const extended = { ...lock, until: until.toISOString() };
    await announceLock(ctx, tx, extended, null);
    const entry = { deed: 'lock', event: 'confirmed', by: person, rule: null, reason: null } as const;
    await auditLock(ctx, tx, extended, { ...entry, detail: { extended: true } });
    return extended;
  });
}

/** @returns which number of locks there cannot be more than; null while there can */
function limitReached(standing: readonly Lock[], actor: Actor): number | null {
  if (standing.length >= MOST_LOCKS) return MOST_LOCKS;
  return standing.filter((lock) => isHolder(lock, actor)).length >= MOST_OF_ONE ? MOST_OF_ONE : null;
}

/** Those whose time is up are ended first: they keep nobody out any more. */
async function standingLocks(ctx: TakeContext, tx: Tx): Promise<Lock[]> {
  const standing: Lock[] = [];
  for (const lock of await openLocks(tx)) {
    if (Date.parse(lock.until) <= ctx.now().getTime()) await expire(ctx, tx, lock);
    else standing.push(lock);
  }
  return standing;
}

async function write(
  { now }: TakeContext,
  tx: Tx,
  actor: Actor,
  { project, branch, forMs, reason }: WantedLock,
  own: Lock | undefined,
): Promise<Lock> {
  const since = own?.since ?? now().toISOString();
  const until = new Date(now().getTime() + Math.min(forMs, LONGEST_LOCK_MS)).toISOString();
  const { teamId, userId, channelId } = actor;
  const id = own?.id ?? randomUUID();
  const lock = { id, project, branch, teamId, userId, channelId, reason, since, until };
  const changing = { channel_id: channelId, reason, expires_at: until, warned_at: null };
  if (own !== undefined) await tx.updateTable('locks').set(changing).where('id', '=', id).execute();
  else {
    const fixed = { id, project, branch, team_id: teamId, user_id: userId, created_at: since };
    await tx
      .insertInto('locks')
      .values({ ...fixed, ...changing })
      .execute();
  }
  const [named = lock] = await withProjectNames(tx, [lock]);
  return named;
}
