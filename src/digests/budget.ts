import type { Tx } from '../storage/database.ts';

/** One hour of one subscription. */
export interface BudgetHour {
  readonly subscriptionId: string;
  /** The hour's beginning. */
  readonly hour: Date;
}

/**
 * Counts a card of a subscription. The row stays locked until the transaction ends, so that replicas count one after
 * the other.
 *
 * @returns how many cards of this hour there are with this one
 */
export async function spend(tx: Tx, { subscriptionId, hour }: BudgetHour): Promise<number> {
  const { cards } = await tx
    .insertInto('budgets')
    .values({ subscription_id: subscriptionId, hour, cards: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['subscription_id', 'hour'])
        .doUpdateSet((eb) => ({ cards: eb('budgets.cards', '+', 1) })),
    )
    .returning('cards')
    .executeTakeFirstOrThrow();
  return cards;
}

/** @returns true once in an hour, for whoever is the first to ask: the channel has to be told */
export async function firstBeyond(tx: Tx, { subscriptionId, hour }: BudgetHour, now: Date): Promise<boolean> {
  const told = await tx
    .updateTable('budgets')
    .set({ told_at: now })
    .where('subscription_id', '=', subscriptionId)
    .where('hour', '=', hour)
    .where('told_at', 'is', null)
    .returning('cards')
    .execute();
  return told.length > 0;
}
