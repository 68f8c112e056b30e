import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { takePending } from '../identities/pending.ts';
import { requestDeed } from '../runs/change.ts';
import { requestApproval } from './approve.ts';
import { deeds } from './deeds.ts';

/**
 * Goes on with what somebody asked for before they were connected, as if they asked for it now.
 *
 * @returns what became of it; null when nothing of theirs waits under that id (any more)
 */
export async function resume(
  ctx: Context,
  actor: Actor,
  requestId: string,
): Promise<{ readonly kind: ActionKind; readonly outcome: ActionOutcome } | null> {
  const pending = await takePending(ctx, actor, requestId);
  if (pending === null) return null;
  const { wanted, channelId } = pending;
  const asker = { ...actor, channelId };
  const { kind, workflowId, jobId, detail } = wanted;
  if (kind === 'approve' && workflowId !== null && jobId !== null) {
    // As whom it is approved was not known before, and so neither which contexts would be refused.
    const { reason } = detail;
    const target = { workflowId, jobId, ...(typeof reason === 'string' ? { reason } : {}) };
    const anyway = detail.anyway === true ? { anyway: true } : {};
    return { kind, outcome: await requestApproval(ctx, asker, { ...target, ...anyway }) };
  }
  return { kind, outcome: await requestDeed(ctx, asker, wanted, deeds[kind]) };
}
