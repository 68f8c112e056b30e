import type { Context } from '../context.ts';
import { transact } from '../storage/transact.ts';
import { linkTarget, MOST_UNFURLED } from './links.ts';
import { noteLinks } from './store.ts';

/** Somebody's message with links in it. */
export interface SharedLinks {
  readonly channelId: string;
  readonly messageTs: string;
  readonly userId: string;
  /** As Slack sent them. */
  readonly urls: readonly string[];
}

/** Notes the links that point at a run in CircleCI, with the job that shows it. Twice is once. */
export async function linksShared(
  ctx: Pick<Context, 'config' | 'db' | 'queue' | 'now'>,
  shared: SharedLinks,
): Promise<void> {
  const own = new Set(shared.urls.filter((url) => linkTarget(url, ctx.config.circleci.url) !== null));
  const urls = [...own].slice(0, MOST_UNFURLED);
  if (urls.length === 0) return;
  const { channelId, messageTs } = shared;
  await transact(ctx.db, async (tx) => {
    if (!(await noteLinks(tx, shared, urls, ctx.now()))) return;
    await ctx.queue.add(tx, 'deliver-unfurl', { channelId, messageTs }, { key: `${channelId}:${messageTs}` });
  });
}
