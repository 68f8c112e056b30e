import { appendAudit } from '../audit/append.ts';
import { NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Person } from '../identities/store.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';

/** For a time, somebody's right to approve is another's, too. Each person has at most one who stands in for them. */
export interface Delegation {
  readonly from: string;
  readonly to: string;
  readonly until: Date;
  readonly reason: string | null;
}

type DelegationContext = Pick<Context, 'db' | 'now'>;

/** Takes the place of the one before. */
export async function delegate(
  { db, now }: DelegationContext,
  actor: Actor,
  { to, until, reason }: Omit<Delegation, 'from'>,
): Promise<void> {
  const at = now();
  const row = { to_user: to, reason, made_at: at, until };
  await transact(db, async (tx) => {
    await tx
      .insertInto('delegations')
      .values({ team_id: actor.teamId, from_user: actor.userId, ...row })
      .onConflict((conflict) => conflict.columns(['team_id', 'from_user']).doUpdateSet(row))
      .execute();
    await noteDelegation(tx, at, actor, reason, { to, until: until.toISOString() });
  });
}

/** @returns the delegation that was ended; null when there was none */
export async function endDelegation(
  { db, now }: DelegationContext,
  actor: Actor,
): Promise<Delegation | null> {
  return transact(db, async (tx) => {
    const ended = await tx
      .deleteFrom('delegations')
      .where('team_id', '=', actor.teamId)
      .where('from_user', '=', actor.userId)
      .returning(['from_user', 'to_user', 'until', 'reason'])
      .executeTakeFirst();
    if (ended === undefined || ended.until <= now()) return null;
    await noteDelegation(tx, now(), actor, null, { to: ended.to_user, until: null });
    return toDelegation(ended);
  });
}

/** So many may delegate to one person; more are not looked at when that one approves. */
const MOST = 20;

/** @returns what holds now, of those for whom the person stands in, and of their own; the oldest first */
export async function delegationsOf(
  { db, now }: DelegationContext,
  { teamId, userId }: Person,
): Promise<{ readonly own: Delegation | null; readonly received: readonly Delegation[] }> {
  const rows = await db
    .selectFrom('delegations')
    .select(['from_user', 'to_user', 'until', 'reason'])
    .where('team_id', '=', teamId)
    .where('until', '>', now())
    .where((eb) => eb.or([eb('from_user', '=', userId), eb('to_user', '=', userId)]))
    .orderBy('made_at')
    .limit(MOST + 1)
    .execute();
  const all = rows.map(toDelegation);
  return {
    own: all.find(({ from }) => from === userId) ?? null,
    received: all.filter(({ from }) => from !== userId).slice(0, MOST),
  };
}

/** Ends what somebody who left delegated, or was delegated, and deletes what ended by itself. */
export async function forgetDelegations(
  { db, now }: DelegationContext,
  ofUser: string | null,
): Promise<void> {
  let ended = db.deleteFrom('delegations');
  if (ofUser === null) ended = ended.where('until', '<=', now());
  else ended = ended.where((eb) => eb.or([eb('from_user', '=', ofUser), eb('to_user', '=', ofUser)]));
  await ended.execute();
}

function toDelegation(row: { from_user: string; to_user: string; until: Date; reason: string | null }) {
  return { from: row.from_user, to: row.to_user, until: row.until, reason: row.reason };
}

async function noteDelegation(
  tx: Tx,
  at: Date,
  { teamId, userId, channelId }: Actor,
  reason: string | null,
  detail: { readonly to: string; readonly until: string | null },
): Promise<void> {
  await appendAudit(tx, {
    at,
    event: 'confirmed',
    action: 'delegate',
    actionId: null,
    teamId,
    userId,
    where: { ...NOWHERE, channel: channelId },
    as: null,
    rule: null,
    reason,
    detail,
    answer: null,
  });
}
