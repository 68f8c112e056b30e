import type { Database } from '../storage/database.ts';
import type { HeldBy } from '../subscriptions/timing.ts';

/** That a pipeline has no card in a channel because it was kept for a digest. */
export interface HeldInChannel {
  readonly project: string;
  readonly by: HeldBy;
  /** ISO 8601: when the digest comes, or came. */
  readonly due: string;
  /** True when the digest is out. */
  readonly told: boolean;
}

export async function heldInChannel(
  db: Database,
  pipelineId: string,
  channelId: string,
): Promise<HeldInChannel[]> {
  const rows = await db
    .selectFrom('held_back')
    .innerJoin('bulletins', 'bulletins.id', 'held_back.bulletin_id')
    .innerJoin('subscriptions', 'subscriptions.id', 'held_back.subscription_id')
    .select(['subscriptions.project', 'held_back.reason', 'bulletins.due_at', 'bulletins.message_ts'])
    .where('held_back.pipeline_id', '=', pipelineId)
    .where('held_back.channel_id', '=', channelId)
    .orderBy('subscriptions.project')
    .execute();
  return rows.map((row) => ({
    project: row.project,
    by: row.reason,
    due: row.due_at.toISOString(),
    told: row.message_ts !== null,
  }));
}
