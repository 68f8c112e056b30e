import { appendAudit } from '../audit/append.ts';
import { type AuditEvent, NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Lock } from '../domain/lock.ts';
import type { Tx } from '../storage/database.ts';

/** What happens to locks, in the words of the audit log. */
export type LockDeed = 'lock' | 'unlock' | 'lock_ask' | 'lock_keep' | 'lock_expire';

/** Call it last in a transaction, see `audit/append.ts`. */
export async function auditLock(
  { now }: Pick<Context, 'now'>,
  tx: Tx,
  lock: Lock,
  entry: {
    readonly deed: LockDeed;
    readonly event: AuditEvent;
    /** Who did it; of what comes by itself, the holder. */
    readonly by: { readonly teamId: string; readonly userId: string; readonly channelId?: string | null };
    readonly rule: string | null;
    readonly reason: string | null;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await appendAudit(tx, {
    at: now(),
    event: entry.event,
    action: nameOf(entry.deed, lock),
    actionId: lock.id,
    teamId: entry.by.teamId,
    userId: entry.by.userId,
    where: { ...NOWHERE, channel: entry.by.channelId ?? null, project: lock.project, branch: lock.branch },
    as: null,
    rule: entry.rule,
    reason: entry.reason,
    detail: { holder: `${lock.teamId}:${lock.userId}`, until: lock.until, ...entry.detail },
    answer: null,
  });
}

function nameOf(deed: LockDeed, { project }: Lock): string {
  if (project !== null) return deed;
  return deed === 'lock' ? 'freeze' : deed === 'unlock' ? 'unfreeze' : deed;
}
