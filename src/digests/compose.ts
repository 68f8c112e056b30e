import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import type { Database } from '../storage/database.ts';
import { type Digest, hasFailed, renderDigest } from '../views/digest.ts';
import { stillFailing } from './standing.ts';

/** Each is loaded with its jobs, one after the other. Of what is more only the number is told. */
const MOST_LOADED = 300;

/**
 * @returns the digest of what was held back for a bulletin, as it stands now; null when nothing is left of it
 */
export async function composeDigest(
  ctx: Pick<Context, 'db' | 'config'>,
  bulletinId: string,
  locale: Locale,
): Promise<Digest | null> {
  const held = await heldFor(ctx.db, bulletinId);
  const ids = [...new Set(held.map(({ pipeline_id }) => pipeline_id))];
  const [newest] = held;
  if (newest === undefined) return null;
  const snapshots = [];
  for (const id of ids.slice(0, MOST_LOADED)) {
    const snapshot = await loadSnapshot(ctx, ctx.db, id);
    if (snapshot !== null) snapshots.push(snapshot);
  }
  return renderDigest(
    {
      scope: bulletinId,
      snapshots,
      total: ids.length,
      since: (held.at(-1) ?? newest).held_at.toISOString(),
      reasons: new Set(held.map(({ reason }) => reason)),
      stillFailing: await stillFailing(ctx.db, snapshots.filter(hasFailed)),
    },
    locale,
  );
}

/** Newest first; what has got a card in the channel since is told there. */
function heldFor(db: Database, bulletinId: string) {
  return db
    .selectFrom('held_back')
    .leftJoin('cards', (join) =>
      join
        .onRef('cards.pipeline_id', '=', 'held_back.pipeline_id')
        .onRef('cards.channel_id', '=', 'held_back.channel_id'),
    )
    .select(['held_back.pipeline_id', 'held_back.reason', 'held_back.held_at'])
    .where('held_back.bulletin_id', '=', bulletinId)
    .where('cards.pipeline_id', 'is', null)
    .orderBy('held_back.held_at', 'desc')
    .execute();
}
