import { circleciIdentity } from '../accounts/identity.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { locksInForce } from '../locks/store.ts';
import { loadSnapshots } from '../pipelines/snapshot.ts';
import { projectLabels } from '../runs/project-names.ts';
import { subscriptionsBy } from '../subscriptions/subscriptions.ts';
import { renderHome } from '../views/home.ts';
import type { FollowedProject } from '../views/home-subscription.ts';
import { approvalsFor } from '../waiting/mine.ts';
import { channelsSeenBy, recentSeenIn } from '../waiting/visible.ts';

/** As many recent pipelines as the view shows. */
const RECENT = 15;

/** Draws one person's App Home, from what is stored: Slack is asked which channels they are in, CircleCI who the bot is. */
export async function publishHome(ctx: Context, actor: Actor): Promise<void> {
  const { userId, locale } = actor;
  const { publicUrl } = ctx.config.http;
  const home = renderHome({
    locale,
    userId,
    identity: await identityOrNull(ctx),
    waiting: await approvalsFor(ctx, actor),
    recent: await recentPipelines(ctx, actor),
    subscriptions: await followedBy(ctx, userId),
    locks: await locksInForce(ctx.db, ctx.now()),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  await ctx.slack.publishHome(userId, home);
}

/** Called as people know the projects. */
async function followedBy({ db }: Context, userId: string): Promise<FollowedProject[]> {
  const subscriptions = await subscriptionsBy({ db }, userId);
  const label = await projectLabels(
    db,
    subscriptions.map(({ project }) => project),
  );
  return subscriptions.map((one) => ({ ...one, project: label(one.project) }));
}

async function identityOrNull(ctx: Context) {
  try {
    return await circleciIdentity(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, 'CircleCI did not say who the bot is');
    return null;
  }
}

/** What has its card in a private channel is for its members only, here too. */
async function recentPipelines(ctx: Context, actor: Actor): Promise<PipelineSnapshot[]> {
  const channels = (await channelsSeenBy(ctx, actor)) ?? new Set();
  const ids = await recentSeenIn(ctx.db, actor, channels, RECENT);
  const snapshots = await loadSnapshots(ctx, ctx.db, ids);
  return ids.map((id) => snapshots.get(id)).filter((snapshot) => snapshot !== undefined);
}
