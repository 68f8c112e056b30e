import type { Context } from '../context.ts';
import { type Hold, votesOn } from '../votes/store.ts';
import { requestApproval } from './approve.ts';

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
  const { teamId, userId, channelId, reason } = last;
  const actor = { teamId, userId, channelId, locale: ctx.config.defaultLocale };
  await requestApproval(ctx, actor, { ...hold, ...(reason === null ? {} : { reason }) });
}
