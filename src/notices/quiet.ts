import type { Context } from '../context.ts';
import { USUAL_PEOPLE } from '../domain/people-options.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { CardRow } from '../notifications/card-store.ts';
import { peopleOf } from '../people/who.ts';
import { factsOf } from '../subscriptions/facts.ts';
import { wantsCard } from '../subscriptions/match.ts';
import { isPersonal, type Subscription } from '../subscriptions/subscription.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { surroundingsOf } from '../subscriptions/surroundings.ts';

/**
 * Whether details stay out of a card's thread: because somebody muted the card, or because every subscription that
 * the card is there for says so. A card that someone asked for themselves has its details.
 */
export async function isQuiet(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  snapshot: PipelineSnapshot,
  { channelId, mutedBy }: Pick<CardRow, 'channelId' | 'mutedBy'>,
): Promise<boolean> {
  if (mutedBy !== null) return true;
  const all = await subscriptionsTo(ctx.db, snapshot.projectSlug);
  const own = all.filter((subscription) => subscription.channelId === channelId);
  if (own.every(wantsThreads)) return false;
  const people = own.some(isPersonal) ? await peopleOf(ctx.db, snapshot, ctx.now()) : null;
  const facts = factsOf(
    snapshot,
    await surroundingsOf(ctx.db, snapshot, people, ctx.config.botAuthors),
    'ever',
  );
  const causes = own.filter((subscription) => wantsCard(subscription, facts));
  return causes.length > 0 && !causes.some(wantsThreads);
}

function wantsThreads({ people = USUAL_PEOPLE }: Subscription): boolean {
  return people.threads;
}
