import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isFinished } from '../domain/status.ts';
import { cardsFollow } from '../notifications/follow.ts';
import { type ApiPipeline, type ApiWorkflow, pipelineOfApi, workflowOfApi } from '../pipelines/from-api.ts';
import { loadRecord } from '../pipelines/load-record.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import type { PipelineRecord, WorkflowFacts } from '../pipelines/record.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { mergeIntoStore } from '../pipelines/store.ts';
import { identifyProject } from '../projects/ask.ts';
import { knownProject } from '../projects/known.ts';
import { saveProject } from '../projects/save.ts';
import { transact } from '../storage/transact.ts';
import { endWait } from './end-wait.ts';
import { latenessOf, noteRepaired } from './lateness.ts';
import { waitedLongEnough } from './look-again.ts';

/** How CircleCI is asked: a person waits for `interactive` calls, `background` ones give way to them. */
export type Priority = 'interactive' | 'background';

/**
 * What led to a reading. `webhook`: what it finds beside, further webhooks are about to tell, late as they may be.
 * `asking`: nothing told, so what it finds late is a repair.
 */
export type Occasion = 'webhook' | 'asking';

/** More workflows or jobs than this in one pipeline are not read; CircleCI's own limits are far lower. */
const MOST_WORKFLOWS = 200;
const MOST_JOBS = 2_000;

export interface SyncResult {
  readonly snapshot: PipelineSnapshot;
  readonly changed: boolean;
}

type SyncContext = Pick<Context, 'circleci' | 'config' | 'db' | 'queue' | 'metrics' | 'now'>;

/**
 * Reads a pipeline from CircleCI, stores what it says and has every card of it made true.
 * Jobs of workflows that are known to have ended with all their jobs are not read again.
 *
 * @returns what is known now, and whether this reading changed anything
 * @throws CircleCIError; `not_found` when CircleCI does not know the pipeline
 */
export async function syncPipeline(
  ctx: SyncContext,
  pipelineId: string,
  priority: Priority,
  occasion: Occasion = 'asking',
): Promise<SyncResult> {
  const stored = await loadRecord(ctx.db, pipelineId);
  const observedAt = laterThan(stored, ctx.now());
  const pipeline = await ctx.circleci.pipelines.get({ path: { 'pipeline-id': pipelineId } }, { priority });
  const reading = await readRecord(ctx, pipeline, stored, observedAt, priority);
  // Whoever asks for a pipeline has not been waiting for a webhook of it.
  return storeReading(ctx, reading, priority === 'background' && occasion === 'asking');
}

/** As {@link syncPipeline}, for a pipeline whose own row was just read, so that it is not asked for twice. */
export async function syncFrom(
  ctx: SyncContext,
  pipeline: ApiPipeline,
  priority: Priority,
): Promise<SyncResult> {
  const stored = await loadRecord(ctx.db, pipeline.id);
  const observedAt = laterThan(stored, ctx.now());
  const reading = await readRecord(ctx, pipeline, stored, observedAt, priority);
  return storeReading(ctx, reading, priority === 'background');
}

/**
 * CircleCI is asked after what is stored was read from it, so this reading counts as the later one, also when the
 * clock was set back since, or another replica's is ahead. Else nothing new would be believed until it has caught up.
 */
function laterThan(stored: PipelineRecord | null, now: Date): string {
  const last = stored?.pipeline.observedAt ?? null;
  const next = last === null ? 0 : new Date(last).getTime() + 1;
  return new Date(Math.max(now.getTime(), next)).toISOString();
}

async function readRecord(
  ctx: SyncContext,
  pipeline: ApiPipeline,
  stored: PipelineRecord | null,
  observedAt: string,
  priority: Priority,
): Promise<PipelineRecord> {
  const workflows: WorkflowFacts[] = [];
  const list = ctx.circleci.paginate(
    ctx.circleci.pipelines.listWorkflows,
    { path: { 'pipeline-id': pipeline.id } },
    { limit: MOST_WORKFLOWS, priority },
  );
  for await (const workflow of list) {
    const known = stored?.workflows.find(({ id }) => id === workflow.id);
    workflows.push(await readWorkflow(ctx, workflow, known, observedAt, priority));
  }
  return { pipeline: pipelineOfApi(pipeline, observedAt), workflows };
}

async function readWorkflow(
  ctx: SyncContext,
  workflow: ApiWorkflow,
  known: WorkflowFacts | undefined,
  observedAt: string,
  priority: Priority,
): Promise<WorkflowFacts> {
  if (known !== undefined && isOver(known)) return workflowOfApi(workflow, null, observedAt);
  const jobs = [];
  const list = ctx.circleci.paginate(
    ctx.circleci.workflows.listJobs,
    { path: { id: workflow.id } },
    { limit: MOST_JOBS, priority },
  );
  for await (const job of list) jobs.push(job);
  return workflowOfApi(workflow, jobs, observedAt);
}

/** Jobs that were never reached stay `blocked` for ever in a workflow that did not succeed. */
function isOver(known: WorkflowFacts): boolean {
  if (!known.jobsComplete || !isFinished(known.status)) return false;
  return known.jobs.every(
    ({ status }) => isFinished(status) || (status === 'blocked' && known.status !== 'success'),
  );
}

async function storeReading(
  ctx: SyncContext,
  reading: PipelineRecord,
  mayRepair: boolean,
): Promise<SyncResult> {
  const { id, projectSlug: slug } = reading.pipeline;
  if ((await knownProject(ctx.db, slug)) === null) await learnProject(ctx, slug);
  const { changed, late } = await transact(ctx.db, async (tx) => {
    await lockPipelines(tx, [id]);
    const projectSlug = await saveProject(ctx, tx, { slug, id: null, name: null });
    const merged = await mergeIntoStore(tx, {
      ...reading,
      pipeline: { ...reading.pipeline, projectSlug },
    });
    const seconds = latenessOf(merged.before, merged.record, ctx.circleci.clock() ?? ctx.now());
    if (seconds === null || !merged.changed || !mayRepair) {
      await cardsFollow(ctx, tx, id, { onlyNews: true });
      return { changed: merged.changed, late: null };
    }
    await noteRepaired(tx, id, seconds, ctx.now());
    const happenedAt = new Date(ctx.now().getTime() - seconds * 1000);
    await cardsFollow(ctx, tx, id, { onlyNews: true, cause: { happenedAt, repaired: true } });
    return { changed: merged.changed, late: seconds };
  });
  if (late !== null) ctx.metrics.pipelineRepaired(late);
  const snapshot = await loadSnapshot(ctx, ctx.db, id);
  if (snapshot === null) throw new Error(`pipeline ${id} was stored and is not there`);
  const isOver = (stored: PipelineSnapshot) => waitedLongEnough(stored, ctx.circleci.clock() ?? ctx.now());
  const ended = isOver(snapshot) ? await endWait(ctx, id, isOver) : null;
  return ended === null ? { snapshot, changed } : { snapshot: ended, changed: true };
}

/** CircleCI names a pipeline's project by its slug alone; which one it is, its id says. Without an answer it is learnt later. */
async function learnProject(ctx: SyncContext, slug: string): Promise<void> {
  try {
    await identifyProject(ctx, slug, 'background');
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
  }
}
