import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Outcome } from '../domain/subscription-filter.ts';
import type { Tx } from '../storage/database.ts';
import { nextHour } from '../subscriptions/digest-time.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { type Hold, holdBeyondBudget, holdOf } from '../subscriptions/timing.ts';
import { firstBeyond, spend } from './budget.ts';
import { bulletinNow, digestDue } from './bulletin-store.ts';
import { heldOf, holdBack, isNews } from './held-store.ts';

const HOUR_MS = 3_600_000;

type HoldContext = Pick<Context, 'queue' | 'now'>;

/** A subscription that lets a pipeline pass. */
export interface Wish {
  readonly subscription: Subscription;
  /** What has happened in what the subscription is about. */
  readonly reached: readonly Outcome[];
}

/**
 * Decides which channels have a card of a pipeline now, and keeps it for a digest where the clock or the budget says
 * so. A channel that has its card keeps it, and nothing is held back there. Call it under the lock on the pipeline.
 *
 * @returns the channels that get a card, each once, in order
 */
export async function cardsOrDigests(
  ctx: HoldContext,
  tx: Tx,
  snapshot: PipelineSnapshot,
  wishes: readonly Wish[],
): Promise<string[]> {
  const open = await withoutCard(tx, snapshot.id, wishes);
  if (open.length === 0) return [];
  const before = await heldOf(tx, snapshot.id);
  const reruns = snapshot.workflows.filter(({ attempt }) => attempt > 1).length;
  const news = open.filter(({ subscription, reached }) => {
    const held = before.get(subscription.id);
    return held === undefined || isNews(held, reached, reruns);
  });
  const cards = new Set<string>();
  const holds: (Wish & { readonly hold: Hold })[] = [];
  // In one order, because counting locks: two replicas must not wait for each other.
  for (const wish of news.toSorted((a, b) => (a.subscription.id < b.subscription.id ? -1 : 1))) {
    const hold = await decide(ctx, tx, wish);
    if (hold === null) cards.add(wish.subscription.channelId);
    else holds.push({ ...wish, hold });
  }
  for (const { subscription, reached, hold } of holds.toSorted(byChannel)) {
    const { id: subscriptionId, channelId } = subscription;
    if (cards.has(channelId)) continue;
    const bulletinId = await digestDue(ctx, tx, channelId, hold.until);
    await holdBack(tx, {
      ...{ subscriptionId, channelId, bulletinId, pipelineId: snapshot.id },
      ...{ by: hold.by, outcomes: reached, reruns, heldAt: ctx.now() },
    });
  }
  return [...cards].sort();
}

function byChannel(a: Wish, b: Wish): number {
  return a.subscription.channelId < b.subscription.channelId ? -1 : 1;
}

async function withoutCard(tx: Tx, pipelineId: string, wishes: readonly Wish[]): Promise<readonly Wish[]> {
  if (wishes.length === 0) return [];
  const rows = await tx
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', pipelineId)
    .execute();
  const shown = new Set(rows.map((row) => row.channel_id));
  return wishes.filter(({ subscription }) => !shown.has(subscription.channelId));
}

async function decide(ctx: HoldContext, tx: Tx, { subscription, reached }: Wish): Promise<Hold | null> {
  const { options = {} } = subscription;
  const now = ctx.now();
  const hold = holdOf(options, reached, now);
  if (hold !== null || options.budget === undefined) return hold;
  const { id: subscriptionId, channelId, project } = subscription;
  const { budget } = options;
  const hour = { subscriptionId, hour: new Date(nextHour(now).getTime() - HOUR_MS) };
  if ((await spend(tx, hour)) <= budget) return null;
  const beyond = holdBeyondBudget(options, reached, now);
  if (beyond !== null && (await firstBeyond(tx, hour, now))) {
    const about = { project, budget, due: beyond.until.toISOString() };
    await bulletinNow(ctx, tx, { kind: 'over-budget', channelId, about });
  }
  return beyond;
}
