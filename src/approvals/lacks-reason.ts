import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { askWithDelegations } from '../policy/stand-in.ts';
import { placeOf } from '../runs/action-place.ts';
import type { Hold } from '../votes/store.ts';

/**
 * Whether a reason is all that somebody lacks to approve, so that a form can ask for it. CircleCI is not asked: the
 * form has to be open within three seconds of the click. Nothing is written down; the approval itself will be.
 *
 * @returns `reason` when it is all; `nothing` when they may approve without, `more` when a reason does not help
 */
export async function lacksForApproval(
  ctx: Context,
  actor: Actor,
  hold: Hold,
): Promise<'reason' | 'nothing' | 'more'> {
  const policy = ctx.policy.current();
  if (policy === null) return 'nothing';
  // Where no rule asks for one, what else is in the way is found out when it is asked for.
  if (!policy.rules.some(({ actions, reason }) => reason && actions.includes('approve'))) return 'nothing';
  const found = await ctx.db
    .selectFrom('workflows')
    .innerJoin('pipelines', 'pipelines.id', 'workflows.pipeline_id')
    .select(['pipelines.id', 'pipelines.project_slug'])
    .where('workflows.id', '=', hold.workflowId)
    .executeTakeFirst();
  if (found === undefined) return 'more';
  const wanted = { ...hold, projectSlug: found.project_slug, pipelineId: found.id, detail: {} };
  const { startedBy, triggerActor, pipeline: _, ...place } = await placeOf(ctx.db, wanted, actor.channelId);
  const { teamId, userId } = actor;
  const question = { action: 'approve' as const, place, startedBy, triggerActor, hasReason: false };
  const { decision } = await askWithDelegations(ctx, policy, { teamId, userId }, question);
  if (decision.allowed) return 'nothing';
  return decision.missing.length === 1 && decision.missing[0] === 'reason' ? 'reason' : 'more';
}
