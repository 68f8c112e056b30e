import { detailsFollow } from '../approval-detail/follow.ts';
import type { Context } from '../context.ts';
import { cardsOrDigests } from '../digests/hold-back.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { failuresFollow } from '../failures/follow.ts';
import { noticesFollow } from '../notices/follow.ts';
import { peopleOf } from '../people/who.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { type Cause, noteOwed } from '../sending/outgoing.ts';
import type { Tx } from '../storage/database.ts';
import { reachedOutcomes } from '../subscriptions/clauses.ts';
import { factsOf } from '../subscriptions/facts.ts';
import { wantsCard } from '../subscriptions/match.ts';
import { isNewsTo } from '../subscriptions/news.ts';
import { isPersonal, isProjectGlob, type Subscription } from '../subscriptions/subscription.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { nextOnBranch, surroundingsOf } from '../subscriptions/surroundings.ts';
import { holdOf } from '../subscriptions/timing.ts';
import { unfurlsFollow } from '../unfurls/follow.ts';

/** Longer than showing a card at once takes, and no longer than a person waits who sees that nothing happened. */
const SHOWN_WITHIN_SECONDS = 2;

type FollowContext = Pick<Context, 'config' | 'queue' | 'now'>;

interface FollowOptions {
  /** How long the cards may wait for a fuller account of the same change, which has them follow at once. */
  readonly afterSeconds?: number;
  /** True for a reading, which may be of any age: only subscriptions that it is news to get a card by it. */
  readonly onlyNews?: boolean;
  /** What happened, as far as it is known; Slack's answer is measured from it. */
  readonly cause?: Cause;
  /** Someone waits for them: they go before others. */
  readonly urgent?: boolean;
  /** The card of this channel is shown by whoever calls, with {@link showAtOnce}; the queue sees to it when that fails. */
  readonly shownBy?: string | null;
}

/**
 * After anything changed in a pipeline: decides which channels should have a card of it, and has every card it has
 * made true. Runs in the transaction of the change, so that no change is ever without its jobs.
 */
export async function cardsFollow(
  ctx: FollowContext,
  tx: Tx,
  pipelineId: string,
  options: FollowOptions = {},
): Promise<void> {
  const snapshot = await loadSnapshot(ctx, tx, pipelineId);
  if (snapshot === null) return;
  const subscriptions = await subscriptionsTo(tx, snapshot.projectSlug);
  const now = ctx.now();
  const told =
    options.onlyNews === true ? subscriptions.filter((one) => isNewsTo(one, snapshot, now)) : subscriptions;
  await claimCards(ctx, tx, snapshot, told);
  await refreshCards(ctx, tx, pipelineId, options);
  await failuresFollow(ctx, tx, snapshot);
  await detailsFollow(ctx, tx, snapshot);
  await laterOnesFollow(ctx, tx, snapshot, subscriptions);
  await pollWhatGlobsMet(ctx, tx, snapshot, subscriptions);
}

/**
 * What came after it on the branch may be fixed or broken only now, when its end is told late. After its own cards, so
 * that everyone locks the jobs of older pipelines before those of newer ones.
 */
async function laterOnesFollow(
  ctx: FollowContext,
  tx: Tx,
  snapshot: PipelineSnapshot,
  subscriptions: readonly Subscription[],
): Promise<void> {
  if (subscriptions.length === 0) return;
  for (const pipelineId of await nextOnBranch(tx, snapshot)) {
    const later = await loadSnapshot(ctx, tx, pipelineId);
    if (later === null) continue;
    const past = subscriptions.filter(({ createdAt }) => createdAt <= later.createdAt);
    if (await claimCards(ctx, tx, later, past)) await refreshCards(ctx, tx, pipelineId);
  }
}

/** A project that a glob met for the first time: from now on it is looked at for holds as well. */
async function pollWhatGlobsMet(
  { queue }: FollowContext,
  tx: Tx,
  { projectSlug }: PipelineSnapshot,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const byGlob = subscriptions.some(({ project }) => isProjectGlob(project));
  if (byGlob && !(await isPolled(tx, projectSlug))) {
    await queue.add(tx, 'poll-project', { projectSlug }, { key: projectSlug });
  }
}

/** @returns true when some subscription wants a card, new or not */
async function claimCards(
  ctx: FollowContext,
  tx: Tx,
  snapshot: PipelineSnapshot,
  subscriptions: readonly Subscription[],
): Promise<boolean> {
  if (subscriptions.length === 0) return false;
  const people = subscriptions.some(isPersonal) ? await peopleOf(tx, snapshot, ctx.now()) : null;
  // Slack is asked outside of the transaction; what it says has this done again.
  if (people !== null && people.unasked !== null) {
    await ctx.queue.add(tx, 'find-people', { pipelineId: snapshot.id }, { key: snapshot.id });
  }
  const facts = factsOf(snapshot, await surroundingsOf(tx, snapshot, people, ctx.config.botAuthors));
  const wishes = subscriptions
    .filter((subscription) => wantsCard(subscription, facts))
    .map((subscription) => ({ subscription, reached: reachedOutcomes(subscription, facts) }));
  // What quiet hours, a digest or a budget hold back has no card now.
  const channels = await cardsOrDigests(ctx, tx, snapshot, wishes);
  for (const channelId of channels) await wantCard(tx, snapshot.id, channelId);
  // Nor does it call anyone about a card that is there from before.
  const awake = wishes.filter(
    ({ subscription: { options = {} }, reached }) => holdOf(options, reached, ctx.now()) === null,
  );
  const speaking = awake.map(({ subscription }) => subscription);
  await noticesFollow(ctx, tx, snapshot, speaking, facts);
  return wishes.length > 0;
}

async function isPolled(tx: Tx, projectSlug: string): Promise<boolean> {
  const poll = await tx
    .selectFrom('polls')
    .select('project_slug')
    .where('project_slug', '=', projectSlug)
    .executeTakeFirst();
  return poll !== undefined;
}

/** A channel shall have a card of this pipeline. Twice is once. */
export async function wantCard(tx: Tx, pipelineId: string, channelId: string): Promise<void> {
  await tx
    .insertInto('cards')
    .values({ pipeline_id: pipelineId, channel_id: channelId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Has every card of a pipeline compared with what it should show. Many calls become one comparison. */
export async function refreshCards(
  { queue }: Pick<Context, 'queue'>,
  tx: Tx,
  pipelineId: string,
  options: FollowOptions = {},
): Promise<void> {
  const cards = await tx
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', pipelineId)
    .where('problem', 'is', null)
    // The queue wants keys in a stable order, see `Queue.add`.
    .orderBy('channel_id')
    .execute();
  const { cause, urgent = false, shownBy = null, ...when } = options;
  if (cause !== undefined && cards.length > 0) await noteOwed(tx, pipelineId, cause);
  for (const { channel_id: channelId } of cards) {
    await queue.add(
      tx,
      'deliver-card',
      { pipelineId, channelId, ...(urgent ? { urgent } : {}) },
      {
        ...when,
        ...(urgent ? { priority: 1 } : {}),
        ...(channelId === shownBy ? { afterSeconds: SHOWN_WITHIN_SECONDS } : {}),
        key: `${pipelineId}:${channelId}`,
      },
    );
  }
  await unfurlsFollow({ queue }, tx, pipelineId);
}

/** Someone acts where a card could not be posted: the bot may have been invited since. What was deleted stays so. */
export async function tryAgain(tx: Tx, pipelineId: string, channelId: string): Promise<void> {
  await tx
    .updateTable('cards')
    .set({ problem: null })
    .where('pipeline_id', '=', pipelineId)
    .where('channel_id', '=', channelId)
    .where('message_ts', 'is', null)
    .execute();
}
