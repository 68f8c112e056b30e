import type { Context } from '../context.ts';
import { refreshCards } from '../notifications/follow.ts';
import type { Database, Tx } from '../storage/database.ts';

export interface Hold {
  readonly workflowId: string;
  readonly jobId: string;
}

export interface Vote extends Hold {
  readonly pipelineId: string;
  readonly teamId: string;
  readonly userId: string;
  readonly rightOf: string;
  readonly channelId: string | null;
  readonly reason: string | null;
  /** As the rules said when they were last asked. */
  readonly counts: boolean;
  readonly needed: number;
  readonly votedAt: Date;
}

/** @returns the votes on a hold, oldest first */
export async function votesOn(db: Database | Tx, { workflowId, jobId }: Hold): Promise<readonly Vote[]> {
  const rows = await db
    .selectFrom('votes')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .orderBy('voted_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    jobId: row.job_id,
    pipelineId: row.pipeline_id,
    teamId: row.team_id,
    userId: row.user_id,
    rightOf: row.right_of,
    channelId: row.channel_id,
    reason: row.reason,
    counts: row.counts,
    needed: row.needed,
    votedAt: row.voted_at,
  }));
}

/** Those of a person, or in the same right, that were counted and do not count any more. */
export async function removeDeadVotes(
  tx: Tx,
  { workflowId, jobId }: Hold,
  userId: string,
  rightOf: string,
): Promise<void> {
  await tx
    .deleteFrom('votes')
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .where('counts', '=', false)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('right_of', '=', rightOf)]))
    .execute();
}

/** @returns false when they voted before, or somebody in their place: nobody counts twice */
export async function addVote(tx: Tx, vote: Vote): Promise<boolean> {
  const added = await tx
    .insertInto('votes')
    .values({
      workflow_id: vote.workflowId,
      job_id: vote.jobId,
      team_id: vote.teamId,
      user_id: vote.userId,
      right_of: vote.rightOf,
      pipeline_id: vote.pipelineId,
      channel_id: vote.channelId,
      reason: vote.reason,
      counts: vote.counts,
      needed: vote.needed,
      voted_at: vote.votedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .execute();
  return added.length > 0;
}

/**
 * Writes down what the rules say of votes now, and has the cards show it.
 *
 * @returns the votes that counted until now and count no more
 */
export async function noteCounted(
  ctx: Pick<Context, 'queue'>,
  tx: Tx,
  votes: readonly Vote[],
  counted: ReadonlySet<string>,
  needed: number,
): Promise<readonly Vote[]> {
  const dropped: Vote[] = [];
  let changed = false;
  for (const vote of votes) {
    const counts = counted.has(vote.userId);
    const rows = await tx
      .updateTable('votes')
      .set({ counts, needed })
      .where('workflow_id', '=', vote.workflowId)
      .where('job_id', '=', vote.jobId)
      .where('team_id', '=', vote.teamId)
      .where('user_id', '=', vote.userId)
      .where((eb) => eb.or([eb('counts', '!=', counts), eb('needed', '!=', needed)]))
      .returning('counts')
      .execute();
    if (rows.length === 0) continue;
    changed = true;
    if (vote.counts && !counts) dropped.push(vote);
  }
  const [first] = votes;
  if (changed && first !== undefined) await refreshCards(ctx, tx, first.pipelineId, { urgent: true });
  return dropped;
}
