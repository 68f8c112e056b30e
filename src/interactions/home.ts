import { circleciIdentity } from '../accounts/identity.ts';
import { listHolds } from '../approvals/holds.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { locksInForce } from '../locks/store.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { subscriptionsBy } from '../subscriptions/subscriptions.ts';
import { renderHome } from '../views/home.ts';

/** As many recent pipelines as the view shows. */
const RECENT = 15;

/** Draws one person's App Home, from what is stored; only who the bot is, is asked of CircleCI. */
export async function publishHome(ctx: Context, { userId, locale }: Actor): Promise<void> {
  const { publicUrl } = ctx.config.http;
  const home = renderHome({
    locale,
    userId,
    identity: await identityOrNull(ctx),
    // Until there are rules about who may approve, every hold waits for everyone.
    waiting: await listHolds(ctx, { all: true }),
    recent: await recentPipelines(ctx),
    subscriptions: await subscriptionsBy(ctx, userId),
    locks: await locksInForce(ctx.db, ctx.now()),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  await ctx.slack.publishHome(userId, home);
}

async function identityOrNull(ctx: Context) {
  try {
    return await circleciIdentity(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, 'CircleCI did not say who the bot is');
    return null;
  }
}

async function recentPipelines(ctx: Context): Promise<PipelineSnapshot[]> {
  const rows = await ctx.db
    .selectFrom('pipelines')
    .select('id')
    .orderBy('created_at', 'desc')
    .limit(RECENT)
    .execute();
  const snapshots = await Promise.all(rows.map(({ id }) => loadSnapshot(ctx, ctx.db, id)));
  return snapshots.filter((snapshot) => snapshot !== null);
}
