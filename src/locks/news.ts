import type { Context } from '../context.ts';
import type { Lock } from '../domain/lock.ts';
import type { Tx } from '../storage/database.ts';
import { isChannel } from './channel.ts';

/** Nobody has been asked by more than so many people, see `ask.ts`; more are not told. */
const MOST_ASKERS = 50;

type NewsContext = Pick<Context, 'queue'>;

/**
 * After any change of a lock: the cards that wait for someone show it, it is looked at when its end comes near, and
 * the channel it was made in is told. Runs in the transaction of the change, before its audit entry.
 *
 * @param news what to tell the channel; null for nothing
 */
export async function announceLock(
  { queue }: NewsContext,
  tx: Tx,
  lock: Lock,
  news: 'began' | 'over' | null,
): Promise<void> {
  const { id: lockId, project, channelId } = lock;
  await queue.add(tx, 'show-lock', { project, after: null }, { key: project ?? 'everything' });
  if (news !== null && channelId !== null && isChannel(channelId)) {
    const data = { lockId, news, to: channelId };
    await queue.add(tx, 'tell-lock', data, { key: `${lockId}:${news}:${channelId}` });
  }
  await queue.add(tx, 'watch-locks', {}, { key: 'watch-locks' });
}

/** Whoever asked its holder is told that it is over. */
export async function tellAskers({ queue }: NewsContext, tx: Tx, lockId: string): Promise<void> {
  const askers = await tx
    .selectFrom('lock_asks')
    .select('user_id')
    .where('lock_id', '=', lockId)
    .orderBy('user_id')
    .limit(MOST_ASKERS)
    .execute();
  for (const { user_id: to } of askers) {
    await queue.add(tx, 'tell-lock', { lockId, news: 'free', to }, { key: `${lockId}:free:${to}` });
  }
}

export async function tellHolder(
  { queue }: NewsContext,
  tx: Tx,
  { id: lockId, userId: to }: Lock,
  news: 'asked' | 'soon' | 'expired' | 'taken',
  beside: { readonly by?: string; readonly askId?: string } = {},
): Promise<void> {
  const key = `${lockId}:${news}:${to}:${beside.by ?? ''}`;
  await queue.add(tx, 'tell-lock', { lockId, news, to, ...beside }, { key });
}
