import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tx } from '../storage/database.ts';
import { FOLLOW_MINUTES } from './store.ts';

/** What happens within so many seconds is one change. */
const COLLECT_SECONDS = 2;
/** More messages than this show one pipeline only where somebody plays; the oldest are left as they are. */
const MOST_MESSAGES = 50;

/** After anything changed in a pipeline: has the links that show it compared with what they should show. */
export async function unfurlsFollow(
  { queue }: Pick<Context, 'queue'>,
  tx: Tx,
  pipelineId: string,
): Promise<void> {
  const messages = await tx
    .selectFrom('unfurls')
    .select(['channel_id', 'message_ts'])
    .distinct()
    .where('pipeline_id', '=', pipelineId)
    .where('closed', 'is', null)
    .where('shared_at', '>', sql<Date>`now() - make_interval(mins => ${FOLLOW_MINUTES})`)
    // The queue wants keys in a stable order, see `Queue.add`.
    .orderBy('channel_id')
    .orderBy('message_ts')
    .limit(MOST_MESSAGES)
    .execute();
  for (const { channel_id: channelId, message_ts: messageTs } of messages) {
    const key = `${channelId}:${messageTs}`;
    await queue.add(tx, 'deliver-unfurl', { channelId, messageTs }, { key, afterSeconds: COLLECT_SECONDS });
  }
}
