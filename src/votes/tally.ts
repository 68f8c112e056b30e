import { appendAudit } from '../audit/append.ts';
import type { Context } from '../context.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { rulesFor } from '../policy/stand-in.ts';
import { placeOf } from '../runs/action-place.ts';
import { transact } from '../storage/transact.ts';
import { countVotes, type JudgedVote, missingOf, type Tally } from './count.ts';
import { type Hold, noteCounted, type Vote, votesOn } from './store.ts';

type TallyContext = Pick<Context, 'db' | 'slack' | 'log' | 'now' | 'policy' | 'queue'>;

/** As a hold is named by an action about it. */
export interface Ballot extends Hold {
  readonly projectSlug: string;
  readonly pipelineId: string;
}

/**
 * Asks the rules again about everybody who voted for a hold: whoever left a group since, or whose delegation ended,
 * counts no more. What came of it is written down, and shown on the cards.
 *
 * @param deciding the one who would approve: a rule that allows it to them has to be fulfilled; null for anyone
 * @returns null when nothing counts, or there are no rules (any more)
 */
export async function tallyVotes(
  ctx: TallyContext,
  ballot: Ballot,
  deciding: string | null,
): Promise<Tally | null> {
  const votes = await votesOn(ctx.db, ballot);
  const judged: JudgedVote[] = [];
  for (const vote of votes) judged.push(await judge(ctx, ballot, vote));
  const tally = countVotes(judged, deciding) ?? countVotes(judged, null);
  await writeDown(ctx, ballot, votes, tally);
  const isTheirs = deciding === null || judged.some((one) => one.userId === deciding && one.rules.length > 0);
  return isTheirs ? tally : null;
}

/** @returns whether this person's approval may go to CircleCI now */
export async function hasEnoughVotes(ctx: TallyContext, ballot: Ballot, deciding: string): Promise<boolean> {
  const tally = await tallyVotes(ctx, ballot, deciding);
  return tally !== null && missingOf(tally) === 0;
}

async function judge(ctx: TallyContext, ballot: Ballot, vote: Vote): Promise<JudgedVote> {
  const { teamId, userId, rightOf, channelId, reason } = vote;
  const policy = ctx.policy.current();
  if (policy === null) return { userId, rightOf, rules: [] };
  const wanted = { ...ballot, detail: {} };
  const { startedBy, triggerActor, pipeline: _, ...place } = await placeOf(ctx.db, wanted, channelId);
  const question = {
    action: 'approve' as const,
    place,
    startedBy,
    triggerActor,
    hasReason: reason !== null,
  };
  const standsFor = rightOf === userId ? null : rightOf;
  return { userId, rightOf, rules: await rulesFor(ctx, policy, { teamId, userId }, standsFor, question) };
}

async function writeDown(
  ctx: TallyContext,
  ballot: Ballot,
  votes: readonly Vote[],
  tally: Tally | null,
): Promise<void> {
  const counted = new Set(tally?.voters);
  const needed = tally?.needed ?? votes.at(-1)?.needed ?? 1;
  if (votes.every((vote) => vote.counts === counted.has(vote.userId) && vote.needed === needed)) return;
  await transact(ctx.db, async (tx) => {
    await lockPipelines(tx, [ballot.pipelineId]);
    const dropped = await noteCounted(ctx, tx, votes, counted, needed);
    for (const { teamId, userId, rightOf, channelId, reason } of dropped) {
      const {
        startedBy: _,
        triggerActor: __,
        ...where
      } = await placeOf(tx, { ...ballot, detail: {} }, channelId);
      await appendAudit(tx, {
        at: ctx.now(),
        event: 'denied',
        action: 'vote',
        actionId: null,
        teamId,
        userId,
        where,
        as: null,
        rule: null,
        reason,
        detail: { why: 'counts-no-more', standsFor: rightOf === userId ? null : rightOf },
        answer: null,
      });
    }
  });
}
