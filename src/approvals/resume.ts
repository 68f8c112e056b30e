import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { type PendingAction, takePending } from '../identities/pending.ts';
import { presentSlug } from '../projects/known.ts';
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
  return { kind: wanted.kind, outcome: await ask(ctx, asker, wanted) };
}

/** An approval may be a vote; everything else is done as it was asked for. */
async function ask(ctx: Context, actor: Actor, wanted: PendingAction): Promise<ActionOutcome> {
  const { kind, workflowId, jobId, detail } = wanted;
  if (kind !== 'approve' || workflowId === null || jobId === null) {
    const projectSlug = await presentSlug(ctx.db, wanted.projectSlug);
    return requestDeed(ctx, actor, { ...wanted, projectSlug }, deeds[kind]);
  }
  const { reason, confirmed, anyway } = detail;
  return requestApproval(ctx, actor, {
    ...{ workflowId, jobId },
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof confirmed === 'string' ? { confirmed } : {}),
    ...(anyway === true ? { anyway } : {}),
  });
}
