import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PolicyAction } from '../domain/policy.ts';
import { askWithDelegations } from '../policy/stand-in.ts';
import { placeOf } from '../runs/action-place.ts';
import { channelsSeenBy } from './visible.ts';

/** What a button says it is about. */
interface About {
  readonly pipelineId: string;
  readonly workflowId: string;
  readonly jobId: string | null;
}

/**
 * Whether a button may open what is stored of a pipeline: anyone who can click can change the button's value. It may
 * where the channel shows the pipeline, or one that the person is in does, or a rule lets them act on it. Without
 * rules everyone may act on everything.
 */
export async function maySee(
  ctx: Pick<Context, 'config' | 'db' | 'slack' | 'log' | 'now' | 'policy'>,
  actor: Actor,
  action: PolicyAction,
  { pipelineId, workflowId, jobId }: About,
): Promise<boolean> {
  const policy = ctx.policy.current();
  if (policy === null) return true;
  const shownIn = await channelsShowing(ctx, pipelineId);
  if (actor.channelId !== null && shownIn.includes(actor.channelId)) return true;
  const wanted = { projectSlug: '', pipelineId, workflowId, jobId, detail: {} };
  const { startedBy, triggerActor, ...place } = await placeOf(ctx.db, wanted, actor.channelId);
  const question = { action, place, startedBy, triggerActor, hasReason: true };
  const { teamId, userId } = actor;
  const { decision } = await askWithDelegations(ctx, policy, { teamId, userId }, question);
  if (decision.allowed) return true;
  const joined = await channelsSeenBy(ctx, actor);
  return shownIn.some((channel) => joined?.has(channel) === true);
}

/** @returns the channels with a card of the pipeline, or with a link that shows it, or that keep it for a digest */
export async function channelsShowing({ db }: Pick<Context, 'db'>, pipelineId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', pipelineId)
    .union(db.selectFrom('held_back').select('channel_id').where('pipeline_id', '=', pipelineId))
    .union(
      db
        .selectFrom('unfurls')
        .select('channel_id')
        .where('pipeline_id', '=', pipelineId)
        .where('closed', 'is', null),
    )
    .execute();
  return rows.map(({ channel_id: channel }) => channel);
}
