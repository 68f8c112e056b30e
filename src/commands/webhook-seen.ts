import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { keyOf, slugsOf } from '../projects/known.ts';

/** How many of the newest deliveries are looked through. */
const NEWEST = 5_000;

/** @returns true when one of the newest deliveries of CircleCI was about this project */
export async function webhookSeen({ db }: Pick<Context, 'db'>, slug: string): Promise<boolean> {
  // Sorted as they lie there, and only the newest are looked into: reading JSON is what costs.
  const newest = db.selectFrom('inbox').select('payload').orderBy('received_at', 'desc').limit(NEWEST);
  const rows = await db
    .selectFrom(newest.as('newest'))
    .select(sql<string | null>`payload -> 'project' ->> 'slug'`.as('slug'))
    .distinct()
    .execute();
  const keys = new Set((await slugsOf(db, slug)).map(keyOf));
  return rows.some((row) => row.slug !== null && keys.has(keyOf(row.slug)));
}
