import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { CircleCiUrl } from '../domain/circleci-url.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import { loadRecord } from '../pipelines/load-record.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { askProject } from '../projects/ask.ts';
import { knownProject, presentSlug } from '../projects/known.ts';
import { syncPipeline } from '../runs/sync.ts';

type ResolveContext = Pick<Context, 'circleci' | 'config' | 'db' | 'queue' | 'metrics' | 'now' | 'log'>;

/** Nobody waits for it as for the answer to a click. */
const priority = 'background';
/** What was read longer ago is read again before it is shown to everyone. */
const FRESH_MS = 5 * 60_000;

/** The run that a link points at, and what of it. */
export interface LinkedRun {
  readonly snapshot: PipelineSnapshot;
  readonly workflowId: string | null;
  readonly jobId: string | null;
}

/**
 * What a link points at, from what is stored, else read from CircleCI.
 *
 * @param allowed whether a project may be shown; asked before CircleCI is, and of the run that was found: an address
 *   may name one project and the workflow of another
 * @returns null when CircleCI does not know it, or it may not be shown
 * @throws CircleCIError when CircleCI cannot be asked
 */
export async function resolveLink(
  ctx: ResolveContext,
  target: CircleCiUrl,
  allowed: (projectSlug: string) => Promise<boolean>,
): Promise<LinkedRun | null> {
  const slug = target.slug === null ? null : await presentSlugOf(ctx, target.slug);
  if (target.slug !== null && (slug === null || !(await allowed(slug)))) return null;
  return resolveIn(ctx, { ...target, slug }, allowed);
}

/** @returns null when CircleCI knows no such project */
async function presentSlugOf(ctx: ResolveContext, slug: string): Promise<string | null> {
  const known = await knownProject(ctx.db, slug);
  return known?.slug ?? (await orNull(() => askProject(ctx, slug, priority)))?.slug ?? null;
}

async function resolveIn(
  ctx: ResolveContext,
  target: CircleCiUrl,
  allowed: (projectSlug: string) => Promise<boolean>,
): Promise<LinkedRun | null> {
  const pipelineId = (await storedPipeline(ctx, target)) ?? (await askedPipeline(ctx, target, allowed));
  if (pipelineId === null) return null;
  const stored = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (stored !== null && !(await allowed(stored.projectSlug))) return null;
  const snapshot = await fresh(ctx, pipelineId, stored);
  if (snapshot === null || !(await allowed(snapshot.projectSlug))) return null;
  return { snapshot, ...partOf(snapshot, target) };
}

async function storedPipeline({ db }: ResolveContext, target: CircleCiUrl): Promise<string | null> {
  const { workflowId, pipelineNumber, jobNumber, slug } = target;
  if (workflowId !== undefined) {
    const row = await db
      .selectFrom('workflows')
      .select('pipeline_id as id')
      .where('id', '=', workflowId)
      .executeTakeFirst();
    return row?.id ?? null;
  }
  if (slug === null) return null;
  const ofProject = db.selectFrom('pipelines').select('pipelines.id').where('project_slug', '=', slug);
  if (pipelineNumber !== undefined) {
    return (await ofProject.where('pipelines.number', '=', pipelineNumber).executeTakeFirst())?.id ?? null;
  }
  if (jobNumber === undefined) return null;
  const row = await ofProject
    .innerJoin('workflows', 'workflows.pipeline_id', 'pipelines.id')
    .innerJoin('jobs', 'jobs.workflow_id', 'workflows.id')
    .where('jobs.number', '=', jobNumber)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function askedPipeline(
  { circleci, db }: ResolveContext,
  { workflowId, pipelineNumber, jobNumber, slug }: CircleCiUrl,
  allowed: (projectSlug: string) => Promise<boolean>,
): Promise<string | null> {
  return orNull(async () => {
    if (workflowId !== undefined) {
      const workflow = await circleci.workflows.get({ path: { id: workflowId } }, { priority });
      return (await allowed(await presentSlug(db, workflow.project_slug))) ? workflow.pipeline_id : null;
    }
    if (slug === null) return null;
    if (pipelineNumber !== undefined) {
      const path = { 'project-slug': slug, 'pipeline-number': pipelineNumber };
      return (await circleci.pipelines.getByNumber({ path }, { priority })).id;
    }
    if (jobNumber === undefined) return null;
    const path = { 'project-slug': slug, 'job-number': jobNumber };
    return (await circleci.jobs.get({ path }, { priority })).pipeline.id;
  });
}

/** What has not ended and was read long ago, or never, is read; what CircleCI does not give stays as it is known. */
async function fresh(
  ctx: ResolveContext,
  pipelineId: string,
  stored: PipelineSnapshot | null,
): Promise<PipelineSnapshot | null> {
  if (stored !== null && (isSettled(stored) || (await isFresh(ctx, pipelineId)))) return stored;
  try {
    return await orNull(async () => (await syncPipeline(ctx, pipelineId, priority)).snapshot);
  } catch (error) {
    if (stored === null || !(error instanceof CircleCIError)) throw error;
    ctx.log.info({ err: error }, 'a linked pipeline is shown as it is stored');
    return stored;
  }
}

async function isFresh({ db, now }: ResolveContext, pipelineId: string): Promise<boolean> {
  const observedAt = (await loadRecord(db, pipelineId))?.pipeline.observedAt ?? null;
  return observedAt !== null && Math.abs(now().getTime() - Date.parse(observedAt)) < FRESH_MS;
}

function partOf(
  { workflows }: PipelineSnapshot,
  { workflowId, jobNumber, jobId }: CircleCiUrl,
): { workflowId: string | null; jobId: string | null } {
  const isMeant = (job: { id: string; number: number | null }) =>
    job.id === jobId || (jobNumber !== undefined && job.number === jobNumber);
  // A rerun lists the jobs it reuses again: the newest workflow that has it counts where none is named.
  const workflow =
    workflowId === undefined
      ? workflows.findLast(({ jobs }) => jobs.some(isMeant))
      : workflows.find(({ id }) => id === workflowId);
  return { workflowId: workflow?.id ?? null, jobId: workflow?.jobs.find(isMeant)?.id ?? null };
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CircleCIError && error.code === 'not_found') return null;
    throw error;
  }
}
