import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Slack's signatures are good for five minutes; a key is kept twice as long. */
export const KEEP_KEYS_SECONDS = 600;

/**
 * Whether this request of Slack's is seen for the first time. Slack's signature allows the same bytes to be sent
 * again for five minutes, and nothing in Bolt stops that; replicas share the memory through the database.
 *
 * @param key names the request: its trigger id, its event id
 * @returns false for a replay, which is to be ignored
 * @throws when the database cannot be asked: then nothing may be done either
 */
export async function isFirst({ db }: Pick<Context, 'db'>, key: string): Promise<boolean> {
  const inserted = await db
    .insertInto('seen_requests')
    .values({ key })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute();
  return inserted.length > 0;
}

/** Deletes keys whose signatures have long expired. @returns how many */
export async function forgetOldRequests({ db }: Pick<Context, 'db'>): Promise<number> {
  const result = await db
    .deleteFrom('seen_requests')
    .where('seen_at', '<', sql<Date>`now() - make_interval(secs => ${KEEP_KEYS_SECONDS})`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
