import type { CircleCiAnswer } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { ActionState } from '../domain/pipeline.ts';
import { refreshCards } from '../notifications/follow.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { auditSettlement } from './action-audit.ts';
import { held } from './action-lease.ts';
import { type ActionRow, LOOK_AFTER_SECONDS } from './action-store.ts';

export interface Settlement {
  readonly state: Exclude<ActionState, 'pending'>;
  readonly error?: string;
  /** For `run`: the pipeline that came of it. */
  readonly pipelineId?: string;
  /** To the call that changes something; null when it was not made by this performer. */
  readonly answer?: CircleCiAnswer | null;
}

/**
 * Writes down what became of an action, and has the cards say so. `unknown` leaves it to the queue to look again.
 *
 * @returns false when someone else has taken the action over meanwhile: theirs is the last word, nothing was written
 */
export async function settleAction(
  ctx: Pick<Context, 'db' | 'queue' | 'now' | 'metrics'>,
  action: ActionRow,
  wanted: Settlement,
): Promise<boolean> {
  const settlement = await transact(ctx.db, async (tx) => {
    const settled = await besideOthers(tx, action, wanted);
    const pipelineId = settled.pipelineId ?? action.pipelineId;
    const written = await held(tx.updateTable('actions'), action)
      .set({
        state: settled.state,
        error: settled.error ?? null,
        pipeline_id: pipelineId,
        settled_at: settled.state === 'unknown' ? null : ctx.now(),
        leased_until: null,
      })
      .returning('id')
      .execute();
    if (written.length === 0) return null;
    if (settled.state === 'unknown') {
      const look = { key: action.id, afterSeconds: LOOK_AFTER_SECONDS };
      await ctx.queue.add(tx, 'settle-action', { actionId: action.id }, look);
    }
    if (pipelineId !== null) {
      await refreshCards(ctx, tx, pipelineId, { urgent: true });
      const sync = { pipelineId, attempt: 0, reason: action.kind };
      await ctx.queue.add(tx, 'sync-pipeline', sync, { key: pipelineId, afterSeconds: 1 });
    }
    await auditSettlement(ctx, tx, action, settled);
    return settled;
  });
  if (settlement !== null) ctx.metrics.actionSettled(action.kind, settlement.state);
  return settlement !== null;
}

/**
 * One hold has one decision. Where the answer to one was lost and somebody approved again, the hold turns out approved
 * for both: the later one is left to finish first, and the earlier one counts only if that was not it.
 */
async function besideOthers(tx: Tx, action: ActionRow, wanted: Settlement): Promise<Settlement> {
  const decides = action.kind === 'approve' || action.kind === 'reject';
  if (!decides || wanted.state !== 'confirmed') return wanted;
  const other = await tx
    .selectFrom('actions')
    .select('state')
    .where('kind', 'in', ['approve', 'reject'])
    .where('job_id', '=', action.jobId)
    .where('state', 'in', ['pending', 'confirmed'])
    .where('id', '!=', action.id)
    .executeTakeFirst();
  if (other === undefined) return wanted;
  return other.state === 'pending'
    ? { ...wanted, state: 'unknown', error: 'unknown' }
    : { ...wanted, state: 'failed', error: 'already' };
}
