import type { Context } from '../context.ts';
import { transact } from '../storage/transact.ts';

/** Slack's codes for "this channel cannot be written to": noted, and not tried again until something says it can. */
export const CHANNEL_CLOSED: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
]);

type ClosedContext = Pick<Context, 'db' | 'queue' | 'log' | 'now'>;

/**
 * Notes that a channel cannot be written to: no card of it calls Slack until {@link reopenChannel}. Whoever subscribed
 * it is told. Twice is once.
 *
 * @param reason Slack's error code
 */
export async function closeChannel(ctx: ClosedContext, channelId: string, reason: string): Promise<void> {
  const news = await transact(ctx.db, async (tx) => {
    const closed = await tx
      .insertInto('closed_channels')
      .values({ channel_id: channelId, reason, closed_at: ctx.now() })
      .onConflict((conflict) =>
        conflict
          .column('channel_id')
          .doUpdateSet({ reason, closed_at: ctx.now(), open: false })
          .where('closed_channels.open', '=', true),
      )
      .returning('channel_id')
      .execute();
    if (closed.length === 0) return false;
    const subscribers = await tx
      .selectFrom('subscriptions')
      .select('created_by')
      .distinct()
      .where('channel_id', '=', channelId)
      // A file is nobody to tell.
      .where('source', '=', 'command')
      .orderBy('created_by')
      .execute();
    for (const { created_by: userId } of subscribers) {
      await ctx.queue.add(tx, 'tell-closed', { channelId, userId }, { key: `${channelId}:${userId}` });
    }
    return true;
  });
  if (news) ctx.log.warn({ channel: channelId, reason }, 'a channel cannot be written to');
}

/**
 * Something says that a channel can be written to again: the bot was invited, the channel was unarchived, or someone
 * used a command there. Does nothing for one that was not closed.
 */
export async function reopenChannel(ctx: ClosedContext, channelId: string): Promise<void> {
  const reopened = await transact(ctx.db, async (tx) => {
    const rows = await tx
      .updateTable('closed_channels')
      .set({ open: true })
      .where('channel_id', '=', channelId)
      .where('open', '=', false)
      .returning('channel_id')
      .execute();
    if (rows.length > 0) await ctx.queue.add(tx, 'catch-up', { channelId }, { key: channelId });
    return rows.length > 0;
  });
  if (reopened) ctx.log.info({ channel: channelId }, 'a channel is tried again');
}

/** As {@link closeChannel}, when Slack tells of it: only for channels that the bot has to do with. */
export async function channelClosed(ctx: ClosedContext, channelId: string, reason: string): Promise<void> {
  const subscription = await ctx.db
    .selectFrom('subscriptions')
    .select('id')
    .where('channel_id', '=', channelId)
    .limit(1)
    .executeTakeFirst();
  if (subscription !== undefined) await closeChannel(ctx, channelId, reason);
}

export async function isClosed({ db }: Pick<Context, 'db'>, channelId: string): Promise<boolean> {
  const row = await db
    .selectFrom('closed_channels')
    .select('channel_id')
    .where('channel_id', '=', channelId)
    .where('open', '=', false)
    .executeTakeFirst();
  return row !== undefined;
}
