import { appendAudit } from '../audit/append.ts';
import { type AuditEvent, NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Stop } from '../domain/stop.ts';
import type { Tx } from '../storage/database.ts';

/** The entry of one step of a stop as a whole; each cancellation has its own. Call it last in a transaction. */
export async function auditStop(
  { now }: Pick<Context, 'now'>,
  tx: Tx,
  stop: Pick<Stop, 'id' | 'project' | 'branch' | 'channelId' | 'reason'>,
  by: { readonly teamId: string; readonly userId: string },
  entry: {
    readonly event: AuditEvent;
    readonly step: 'asked' | 'first' | 'second' | 'called-off' | 'expired' | 'ended';
    readonly rule?: string | null;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await appendAudit(tx, {
    at: now(),
    event: entry.event,
    action: 'stop',
    actionId: stop.id,
    teamId: by.teamId,
    userId: by.userId,
    where: { ...NOWHERE, channel: stop.channelId, project: stop.project, branch: stop.branch },
    as: null,
    rule: entry.rule ?? null,
    reason: stop.reason,
    detail: { step: entry.step, ...entry.detail },
    answer: null,
  });
}
