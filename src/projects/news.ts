import type { Context } from '../context.ts';
import { bulletinNow } from '../digests/bulletin-store.ts';
import type { Database, Tx } from '../storage/database.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';

type NewsContext = Pick<Context, 'queue' | 'now'>;

/** Tells every channel that shows the project, once, that CircleCI uses another slug for it now. */
export async function announceRename(ctx: NewsContext, tx: Tx, from: string, to: string): Promise<void> {
  await announce(ctx, tx, to, { news: 'renamed', from, to });
}

/**
 * Notes that CircleCI has no such project, or none that the bot's token can see, and tells every channel that shows it,
 * once. It counts as there again when CircleCI's API answers for it; a webhook of it may still come without that.
 */
export async function noteGone(ctx: NewsContext, tx: Tx, slug: string): Promise<void> {
  const noted = await tx
    .updateTable('projects')
    .set({ gone_at: ctx.now() })
    .where('slug', '=', slug)
    .where('gone_at', 'is', null)
    .returning('name')
    .execute();
  if (noted.length > 0) await announce(ctx, tx, slug, { news: 'gone', project: slug });
}

/** CircleCI's API answered for the project. */
export async function noteVisible(db: Database | Tx, slug: string): Promise<void> {
  await db
    .updateTable('projects')
    .set({ gone_at: null })
    .where('slug', '=', slug)
    .where('gone_at', 'is not', null)
    .execute();
}

async function announce(ctx: NewsContext, tx: Tx, slug: string, about: object): Promise<void> {
  const subscribed = (await subscriptionsTo(tx, slug)).map(({ channelId }) => channelId);
  const defaults = await tx.selectFrom('channels').select('id').where('default_project', '=', slug).execute();
  const channels = new Set([...subscribed, ...defaults.map(({ id }) => id)]);
  for (const channelId of [...channels].toSorted()) {
    await bulletinNow(ctx, tx, { kind: 'project', channelId, about });
  }
}
