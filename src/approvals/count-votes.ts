import type { Context } from '../context.ts';
import { permit } from '../runs/permit.ts';
import { type Hold, votesOn } from '../votes/store.ts';
import { conclude } from './vote.ts';

/**
 * Goes on where a process died after the last vote and before it was counted. As the one who voted last, and as if
 * they asked now; nothing, where the hold was acted on since.
 */
export async function countLeftVotes(ctx: Context, hold: Hold): Promise<void> {
  const last = (await votesOn(ctx.db, hold)).at(-1);
  if (last === undefined) return;
  const acted = await ctx.db
    .selectFrom('actions')
    .select('id')
    .where('job_id', '=', hold.jobId)
    .where('kind', 'in', ['approve', 'reject'])
    .where((eb) =>
      eb.or([eb('requested_at', '>=', last.votedAt), eb('state', 'in', ['pending', 'confirmed'])]),
    )
    .executeTakeFirst();
  if (acted !== undefined) return;
  const { teamId, userId, channelId, reason, workflowId, jobId, pipelineId } = last;
  const actor = { teamId, userId, channelId, locale: ctx.config.defaultLocale };
  const pipeline = await ctx.db
    .selectFrom('pipelines')
    .select('project_slug')
    .where('id', '=', pipelineId)
    .executeTakeFirstOrThrow();
  const ballot = { workflowId, jobId, pipelineId, projectSlug: pipeline.project_slug };
  const detail = reason === null ? {} : { reason };
  const wanted = { kind: 'approve' as const, ...ballot, detail };
  const permitted = await permit(ctx, actor, wanted);
  if (permitted.ok) await conclude(ctx, { actor, wanted, permitted, ballot });
}
