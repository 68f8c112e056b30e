import type { Outcome } from '../domain/subscription-filter.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { HeldBy } from '../subscriptions/timing.ts';

/** What was held back of a pipeline, for one subscription. */
export interface Held {
  readonly subscriptionId: string;
  readonly pipelineId: string;
  readonly channelId: string;
  readonly by: HeldBy;
  /** What had happened by then. */
  readonly outcomes: readonly string[];
  /** How many reruns there were by then. */
  readonly reruns: number;
  readonly bulletinId: string;
  readonly heldAt: Date;
}

/** @returns what is kept of a pipeline, by the subscription's id; of digests that are out already, too */
export async function heldOf(tx: Database | Tx, pipelineId: string): Promise<ReadonlyMap<string, Held>> {
  const rows = await tx.selectFrom('held_back').selectAll().where('pipeline_id', '=', pipelineId).execute();
  return new Map(
    rows.map((row) => [
      row.subscription_id,
      {
        subscriptionId: row.subscription_id,
        pipelineId: row.pipeline_id,
        channelId: row.channel_id,
        by: row.reason,
        outcomes: row.outcomes,
        reruns: row.reruns,
        bulletinId: row.bulletin_id,
        heldAt: row.held_at,
      },
    ]),
  );
}

/** Keeps a pipeline for a digest; what was kept of it for this subscription before is replaced. */
export async function holdBack(tx: Tx, held: Held): Promise<void> {
  const values = {
    reason: held.by,
    outcomes: JSON.stringify(held.outcomes),
    reruns: held.reruns,
    bulletin_id: held.bulletinId,
    held_at: held.heldAt,
  };
  await tx
    .insertInto('held_back')
    .values({
      subscription_id: held.subscriptionId,
      pipeline_id: held.pipelineId,
      channel_id: held.channelId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['subscription_id', 'pipeline_id']).doUpdateSet(values))
    .execute();
}

/**
 * The same again is no news: a card must not follow its own digest because an earlier pipeline was told late.
 *
 * @returns true when something happened, or was run again, since it was held back
 */
export function isNews(
  held: Pick<Held, 'outcomes' | 'reruns'>,
  outcomes: readonly Outcome[],
  reruns: number,
): boolean {
  return reruns > held.reruns || outcomes.some((outcome) => !held.outcomes.includes(outcome));
}
