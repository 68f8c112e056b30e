import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import type { ApiPipeline } from '../pipelines/from-api.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { syncFrom } from './sync.ts';

/** How often a project is looked at: from half a minute while it moves to two minutes while it does not. */
const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 120;
const SLOWER_BY = 1.5;
/** As many of its newest pipelines are looked into at one time. */
const MOST_PIPELINES = 10;

/**
 * One look at a subscribed project, and the appointment for the next one; it ends when nobody subscribes any more.
 * Finds holds that no webhook told of (a hold as the first job, a lost delivery). Calls to CircleCI give way to
 * people's and obey its rate-limit headers, which the client keeps.
 */
export async function pollProject(ctx: Context, { projectSlug }: JobData['poll-project']): Promise<void> {
  const subscriptions = await subscriptionsTo(ctx.db, projectSlug);
  if (subscriptions.length === 0) return;
  const since = subscriptions.map(({ createdAt }) => createdAt).toSorted()[0] ?? '';
  let seconds = LONGEST_SECONDS;
  try {
    const fingerprint = await look(ctx, projectSlug, since);
    seconds = await nextInterval(ctx, projectSlug, fingerprint);
  } catch (error) {
    // The next look is its own retry; a failed job would break the chain of appointments.
    ctx.log.warn({ err: error, project: projectSlug }, 'a project could not be looked at');
  }
  await ctx.queue.add(ctx.db, 'poll-project', { projectSlug }, { key: projectSlug, afterSeconds: seconds });
}

async function look(ctx: Context, projectSlug: string, since: string): Promise<string> {
  const page = await ctx.circleci.pipelines.listForProject(
    { path: { 'project-slug': projectSlug } },
    { priority: 'background' },
  );
  for (const pipeline of page.items.slice(0, MOST_PIPELINES)) {
    if (!(await isWorthALook(ctx, pipeline, since))) continue;
    const { snapshot, changed } = await syncFrom(ctx, pipeline, 'background');
    // While nothing moves, the readings that get rarer must not begin anew with every look.
    if (!changed || isSettled(snapshot)) continue;
    const sync = { pipelineId: pipeline.id, attempt: 0, reason: 'poll' };
    await ctx.queue.add(ctx.db, 'sync-pipeline', sync, { key: pipeline.id, afterSeconds: 1 });
  }
  return page.items.map(({ id, updated_at }) => `${id}@${updated_at ?? ''}`).join(' ');
}

/** Not those that ended long ago, nor those from before anyone subscribed: nobody wants cards of the past. */
async function isWorthALook(ctx: Context, pipeline: ApiPipeline, since: string): Promise<boolean> {
  const known = await loadSnapshot(ctx, ctx.db, pipeline.id);
  if (known !== null) return !isSettled(known) || known.workflows.length === 0;
  return new Date(pipeline.created_at).toISOString() >= since;
}

/** Shortest again as soon as the project's list of pipelines changes. */
async function nextInterval({ db, now }: Context, projectSlug: string, fingerprint: string): Promise<number> {
  const last = await db
    .selectFrom('polls')
    .selectAll()
    .where('project_slug', '=', projectSlug)
    .executeTakeFirst();
  const moved = last === undefined || last.fingerprint !== fingerprint;
  const seconds = moved
    ? SHORTEST_SECONDS
    : Math.min(LONGEST_SECONDS, Math.ceil(last.interval_seconds * SLOWER_BY));
  const row = {
    fingerprint,
    interval_seconds: seconds,
    next_at: new Date(now().getTime() + seconds * 1000),
  };
  await db
    .insertInto('polls')
    .values({ project_slug: projectSlug, ...row })
    .onConflict((conflict) => conflict.column('project_slug').doUpdateSet(row))
    .execute();
  return seconds;
}
