import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { peopleOf } from '../people/who.ts';
import type { Tx } from '../storage/database.ts';
import { heldJobs } from '../subscriptions/clauses.ts';
import { factsOf } from '../subscriptions/facts.ts';
import { explain } from '../subscriptions/match.ts';
import { isPersonal, type Subscription } from '../subscriptions/subscription.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { surroundingsOf } from '../subscriptions/surroundings.ts';

/**
 * @returns the subscriptions that are about a hold, by channel: everything but the outcome lets the pipeline pass, as
 *   for mentions
 */
export async function subscriptionsAbout(
  tx: Tx,
  snapshot: PipelineSnapshot,
  hold: string,
  { config, now }: Pick<Context, 'config' | 'now'>,
): Promise<ReadonlyMap<string, readonly Subscription[]>> {
  const all = await subscriptionsTo(tx, snapshot.projectSlug);
  if (all.length === 0) return new Map();
  const people = all.some(isPersonal) ? await peopleOf(tx, snapshot, now()) : null;
  const facts = factsOf(snapshot, await surroundingsOf(tx, snapshot, people, config.botAuthors));
  const about = all.filter(
    (one) =>
      explain(one, facts).clauses.every(({ clause, passes }) => passes || clause === 'outcome') &&
      heldJobs(one, facts).includes(hold),
  );
  return Map.groupBy(about, ({ channelId }) => channelId);
}
