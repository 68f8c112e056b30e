import { appendAudit } from '../audit/append.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { refreshCards, tryAgain } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { placeOf } from '../runs/action-place.ts';
import { LOOK_AFTER_SECONDS, type NewAction } from '../runs/action-store.ts';
import { doPermitted } from '../runs/change.ts';
import type { Permit } from '../runs/permit.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { missingOf, type Tally } from '../votes/count.ts';
import { addVote, removeDeadVotes, type Vote, votesOn } from '../votes/store.ts';
import { type Ballot, tallyVotes } from '../votes/tally.ts';
import { approveDeed } from './approve-deed.ts';

/** An approval that takes several people: what is permitted, and the hold it is about. */
export interface Voting {
  readonly actor: Actor;
  readonly wanted: NewAction;
  readonly permitted: Extract<Permit, { ok: true }>;
  readonly ballot: Ballot;
}

/**
 * Keeps somebody's approval with those of the others. When it is the last one needed, the hold is approved in
 * CircleCI as the one who gave it, after everybody who voted was looked at again.
 *
 * Of two who are last at once, both find enough votes, and the action that only one can begin lets one of them win.
 */
export async function vote(ctx: Context, voting: Voting): Promise<ActionOutcome> {
  const { actor, permitted } = voting;
  const castOnce = () => transact(ctx.db, (tx) => cast(ctx, tx, voting));
  let before = await castOnce();
  let counted = await conclude(ctx, voting);
  if ('kind' in counted) return counted;
  // What stood in its way counts no more, as the counting has found: now it gives way.
  if (before !== null && counted.tally?.voters.includes(before.userId) !== true) {
    before = await castOnce();
    counted = await conclude(ctx, voting);
    if ('kind' in counted) return counted;
  }
  const { tally } = counted;
  const count = { have: tally?.voters.length ?? 0, needed: tally?.needed ?? permitted.approvers ?? 1 };
  if (before === null) return { kind: 'voted', ...count };
  return { kind: 'voted-before', by: before.userId === actor.userId ? null : before.userId, ...count };
}

/** Counts, and approves when there are enough. @returns what became of the approval; the tally while some are missing */
export async function conclude(
  ctx: Context,
  { actor, wanted, permitted, ballot }: Voting,
): Promise<ActionOutcome | { readonly tally: Tally | null }> {
  const tally = await tallyVotes(ctx, ballot, actor.userId);
  if (tally === null || missingOf(tally) > 0) return { tally };
  const detail = { ...wanted.detail, voters: tally.voters };
  return doPermitted(ctx, actor, { ...wanted, detail }, permitted, approveDeed);
}

/** @returns null when it is counted; else the vote that stands in its way: their own, or one in the same right */
async function cast(
  ctx: Context,
  tx: Tx,
  { actor, wanted, permitted, ballot }: Voting,
): Promise<Vote | null> {
  const { workflowId, jobId, pipelineId } = ballot;
  await lockPipelines(tx, [pipelineId]);
  const { teamId, userId, channelId } = actor;
  const reason = typeof wanted.detail.reason === 'string' ? wanted.detail.reason : null;
  const rightOf = permitted.standsFor ?? userId;
  const needed = permitted.approvers ?? 1;
  const row = { workflowId, jobId, pipelineId, teamId, userId, rightOf, channelId, reason, needed };
  await removeDeadVotes(tx, ballot, userId, rightOf);
  const added = await addVote(tx, { ...row, counts: true, votedAt: ctx.now() });
  const votes = await votesOn(tx, ballot);
  const rival = added
    ? null
    : (votes.find((one) => one.userId === userId || one.rightOf === rightOf) ?? null);
  if (added) {
    // If this process dies before it has counted, another one counts.
    if (votes.length >= needed) {
      const later = { key: jobId, afterSeconds: LOOK_AFTER_SECONDS };
      await ctx.queue.add(tx, 'count-votes', { workflowId, jobId }, later);
    }
    if (channelId !== null) await tryAgain(tx, pipelineId, channelId);
    await refreshCards(ctx, tx, pipelineId, { urgent: true });
  }
  const { startedBy: _, triggerActor: __, ...where } = await placeOf(tx, wanted, channelId);
  await appendAudit(tx, {
    at: ctx.now(),
    event: added ? 'confirmed' : 'denied',
    action: 'vote',
    actionId: null,
    teamId,
    userId,
    where,
    as: null,
    rule: permitted.rule,
    reason,
    detail: {
      needed,
      votes: votes.length,
      standsFor: permitted.standsFor ?? null,
      ...(added ? {} : { why: 'voted-before' }),
    },
    answer: null,
  });
  return rival;
}
