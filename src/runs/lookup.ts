import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { CircleCiUrl } from '../domain/circleci-url.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { presentSlug } from '../projects/known.ts';
import { type Priority, syncFrom, syncPipeline } from './sync.ts';

/** Of a pipeline, as much as it takes to ask for something to be done to it. */
export type PipelineName = Pick<PipelineSnapshot, 'id' | 'projectSlug'>;

/** As {@link pipelineOfWorkflow}, in one query where it is stored: somebody has clicked and looks at the card. */
export async function whosePipeline(ctx: Context, workflowId: string): Promise<PipelineName | null> {
  const row = await ctx.db
    .selectFrom('workflows')
    .innerJoin('pipelines', 'pipelines.id', 'workflows.pipeline_id')
    .select(['pipelines.id', 'pipelines.project_slug as projectSlug'])
    .where('workflows.id', '=', workflowId)
    .executeTakeFirst();
  return row ?? pipelineOfWorkflow(ctx, workflowId);
}

/**
 * @returns the pipeline that a workflow belongs to, from what is stored, else from CircleCI; null when CircleCI
 *   does not know the workflow
 * @throws CircleCIError when CircleCI cannot be asked
 */
export async function pipelineOfWorkflow(ctx: Context, workflowId: string): Promise<PipelineSnapshot | null> {
  const row = await ctx.db
    .selectFrom('workflows')
    .select('pipeline_id')
    .where('id', '=', workflowId)
    .executeTakeFirst();
  if (row !== undefined) return loadSnapshot(ctx, ctx.db, row.pipeline_id);
  return orNull(async () => {
    const workflow = await ctx.circleci.workflows.get(
      { path: { id: workflowId } },
      { priority: 'interactive' },
    );
    return (await syncPipeline(ctx, workflow.pipeline_id, 'interactive')).snapshot;
  });
}

/**
 * @param url what a person pasted
 * @returns the pipeline it points to, read from CircleCI just now; null when CircleCI does not know it. For a
 *   project's address: its newest pipeline, on the branch if the address names one.
 * @throws CircleCIError when CircleCI cannot be asked
 */
export async function findTarget(ctx: Context, url: CircleCiUrl): Promise<PipelineSnapshot | null> {
  const { workflowId, pipelineNumber, jobNumber } = url;
  if (workflowId !== undefined) {
    return orNull(async () => {
      const workflow = await ctx.circleci.workflows.get(
        { path: { id: workflowId } },
        { priority: 'interactive' },
      );
      return (await syncPipeline(ctx, workflow.pipeline_id, 'interactive')).snapshot;
    });
  }
  if (url.slug === null) return null;
  // CircleCI does not take the slug that a project had before it was renamed.
  const slug = await presentSlug(ctx.db, url.slug);
  if (pipelineNumber !== undefined) {
    return orNull(async () => {
      const path = { 'project-slug': slug, 'pipeline-number': pipelineNumber };
      const pipeline = await ctx.circleci.pipelines.getByNumber({ path }, { priority: 'interactive' });
      return (await syncFrom(ctx, pipeline, 'interactive')).snapshot;
    });
  }
  if (jobNumber !== undefined) {
    return orNull(async () => {
      const path = { 'project-slug': slug, 'job-number': jobNumber };
      const job = await ctx.circleci.jobs.get({ path }, { priority: 'interactive' });
      return (await syncPipeline(ctx, job.pipeline.id, 'interactive')).snapshot;
    });
  }
  const [latest] = await latestOfProject(ctx, slug, url.branch ?? null, 1);
  return latest ?? null;
}

/** The pipelines of this channel's newest cards, and those kept for its digests, newest first, from what is stored. */
export async function latestInChannel(
  ctx: Pick<Context, 'db' | 'config'>,
  channelId: string,
  limit: number,
): Promise<PipelineSnapshot[]> {
  const known = ctx.db
    .selectFrom('cards')
    .select(['pipeline_id as id', 'created_at as since'])
    .where('channel_id', '=', channelId)
    .unionAll(
      ctx.db
        .selectFrom('held_back')
        .select(['pipeline_id as id', 'held_at as since'])
        .where('channel_id', '=', channelId),
    );
  const rows = await ctx.db
    .selectFrom(known.as('known'))
    .select('id')
    .groupBy('id')
    .orderBy((eb) => eb.fn.max('since'), 'desc')
    .limit(limit)
    .execute();
  const snapshots = [];
  for (const { id } of rows) {
    const snapshot = await loadSnapshot(ctx, ctx.db, id);
    if (snapshot !== null) snapshots.push(snapshot);
  }
  return snapshots.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/**
 * The newest pipelines of a project, newest first, read from CircleCI.
 *
 * @param branch only this branch's; null for all
 * @throws CircleCIError; `not_found` when CircleCI does not know the project
 */
export async function latestOfProject(
  ctx: Context,
  slug: string,
  branch: string | null,
  limit: number,
  priority: Priority = 'interactive',
): Promise<PipelineSnapshot[]> {
  const query = branch === null ? {} : { branch };
  const page = await ctx.circleci.pipelines.listForProject(
    { path: { 'project-slug': slug }, query },
    { priority },
  );
  const snapshots = [];
  for (const pipeline of page.items.slice(0, limit)) {
    snapshots.push((await syncFrom(ctx, pipeline, priority)).snapshot);
  }
  return snapshots;
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CircleCIError && error.code === 'not_found') return null;
    throw error;
  }
}
