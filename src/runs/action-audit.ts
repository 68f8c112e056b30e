import { appendAudit } from '../audit/append.ts';
import type { AuditEvent, CircleCiAnswer } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { auditedAction } from '../domain/governed.ts';
import type { Tx } from '../storage/database.ts';
import { placeOf } from './action-place.ts';
import type { ActionRow, NewAction } from './action-store.ts';

/** The entries of actions in the audit log. Each goes into the transaction of what it tells; call them last in it. */

/** Somebody asks for an action: it was allowed, or denied, or is being done already. */
export async function auditRequest(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  actor: Pick<Actor, 'teamId' | 'userId' | 'channelId'>,
  wanted: NewAction,
  entry: {
    readonly event: AuditEvent;
    readonly actionId: string | null;
    readonly as: string | null;
    readonly rule: string | null;
    readonly why?: string;
  },
): Promise<void> {
  const { startedBy: _, triggerActor: __, ...where } = await placeOf(tx, wanted, actor.channelId);
  await appendAudit(tx, {
    at: ctx.now(),
    event: entry.event,
    action: auditedAction(wanted.kind, wanted.detail),
    actionId: entry.actionId,
    teamId: actor.teamId,
    userId: actor.userId,
    where,
    as: entry.as,
    rule: entry.rule,
    reason: reasonOf(wanted.detail),
    detail: { ...detailOf(wanted.detail), ...(entry.why === undefined ? {} : { why: entry.why }) },
    answer: null,
  });
}

/** An action is settled. `unknown` is told once, however often CircleCI is looked at again. */
export async function auditSettlement(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  action: ActionRow,
  settled: {
    readonly state: 'confirmed' | 'failed' | 'unknown';
    readonly error?: string;
    readonly pipelineId?: string;
    readonly answer?: CircleCiAnswer | null;
  },
): Promise<void> {
  if (settled.state === 'unknown' && action.state === 'unknown') return;
  const now = { ...action, pipelineId: settled.pipelineId ?? action.pipelineId };
  const { startedBy: _, triggerActor: __, ...where } = await placeOf(tx, now, action.channelId);
  await appendAudit(tx, {
    at: ctx.now(),
    event: settled.state,
    action: auditedAction(action.kind, action.detail),
    actionId: action.id,
    teamId: action.teamId,
    userId: action.slackUserId,
    where,
    as: action.actingAs,
    rule: null,
    reason: reasonOf(action.detail),
    detail: {
      requestedAt: action.requestedAt.toISOString(),
      calledAt: action.calledAt?.toISOString() ?? null,
      ...(settled.error === undefined ? {} : { why: settled.error }),
    },
    answer: settled.answer ?? null,
  });
}

const NOTED: ReadonlySet<string> = new Set(['known', 'reason', 'confirmed', 'checkedAt', 'amongOthers']);

/** What was asked for; not what the bot noted down for itself while doing it. */
function detailOf(detail: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(detail).filter(([name]) => !NOTED.has(name)));
}

function reasonOf({ reason }: Readonly<Record<string, unknown>>): string | null {
  return typeof reason === 'string' ? reason : null;
}
