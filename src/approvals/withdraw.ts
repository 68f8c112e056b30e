import { appendAudit } from '../audit/append.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { placeOf } from '../runs/action-place.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import type { Hold } from '../votes/store.ts';
import { type Ballot, tallyVotes } from '../votes/tally.ts';

/** `too-late`: enough were there, and it is being approved or was. */
export type Withdrawal = 'withdrawn' | 'no-vote' | 'too-late';

/** Takes back somebody's vote, and one that was given in their right by whoever stands in for them. */
export async function withdrawVote(ctx: Context, actor: Actor, hold: Hold): Promise<Withdrawal> {
  const ballot = await ballotOf(ctx, actor, hold);
  if (ballot === null) return 'no-vote';
  const withdrawal = await transact(ctx.db, (tx) => remove(ctx, tx, actor, ballot));
  // Without it another rule may be the nearest.
  if (withdrawal === 'withdrawn') await tallyVotes(ctx, ballot, null);
  return withdrawal;
}

/** @returns the hold as it is stored with their vote; null when they have none there */
async function ballotOf({ db }: Context, { teamId, userId }: Actor, hold: Hold): Promise<Ballot | null> {
  const found = await db
    .selectFrom('votes')
    .innerJoin('pipelines', 'pipelines.id', 'votes.pipeline_id')
    .select(['pipelines.id', 'pipelines.project_slug'])
    .where('workflow_id', '=', hold.workflowId)
    .where('job_id', '=', hold.jobId)
    .where('team_id', '=', teamId)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('right_of', '=', userId)]))
    .executeTakeFirst();
  return found === undefined ? null : { ...hold, pipelineId: found.id, projectSlug: found.project_slug };
}

async function remove(ctx: Context, tx: Tx, actor: Actor, ballot: Ballot): Promise<Withdrawal> {
  const { teamId, userId, channelId } = actor;
  await lockPipelines(tx, [ballot.pipelineId]);
  const decided = await tx
    .selectFrom('actions')
    .select('id')
    .where('job_id', '=', ballot.jobId)
    .where('kind', 'in', ['approve', 'reject'])
    .where('state', 'in', ['pending', 'confirmed'])
    .executeTakeFirst();
  if (decided !== undefined) return 'too-late';
  const removed = await tx
    .deleteFrom('votes')
    .where('workflow_id', '=', ballot.workflowId)
    .where('job_id', '=', ballot.jobId)
    .where('team_id', '=', teamId)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('right_of', '=', userId)]))
    .returning(['user_id', 'right_of'])
    .execute();
  if (removed.length === 0) return 'no-vote';
  await refreshCards(ctx, tx, ballot.pipelineId, { urgent: true });
  const {
    startedBy: _,
    triggerActor: __,
    ...where
  } = await placeOf(tx, { ...ballot, detail: {} }, channelId);
  await appendAudit(tx, {
    at: ctx.now(),
    event: 'confirmed',
    action: 'withdraw',
    actionId: null,
    teamId,
    userId,
    where,
    as: null,
    rule: null,
    reason: null,
    detail: { votes: removed.map((one) => ({ by: one.user_id, rightOf: one.right_of })) },
    answer: null,
  });
  return 'withdrawn';
}
