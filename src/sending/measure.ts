import type { Context } from '../context.ts';
import type { Outgoing } from './outgoing.ts';

export type DeliveryKind = 'card' | 'progress' | 'reply';

/** Slack has answered: keeps when, and since when it was owed, for `/circleci health` and `/metrics`. */
export async function noteDelivered(
  { db, metrics, now }: Pick<Context, 'db' | 'metrics' | 'now'>,
  { channelId, owedSince, repaired }: Outgoing,
  kind: DeliveryKind,
): Promise<void> {
  const deliveredAt = now();
  // Progress is collected on purpose: it is never late.
  const happenedAt = kind === 'progress' ? null : owedSince;
  await db
    .insertInto('deliveries')
    .values({ kind, channel_id: channelId, happened_at: happenedAt, delivered_at: deliveredAt, repaired })
    .execute();
  if (happenedAt !== null) metrics.cardDelivered((deliveredAt.getTime() - happenedAt.getTime()) / 1000);
}
