import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import { loadSnapshots } from '../pipelines/snapshot.ts';
import { isDataError } from '../storage/data-error.ts';
import { NEWS_HOURS } from '../subscriptions/news.ts';
import { dueAgain } from './due-again.ts';
import { type ListedPipeline, listBackTo } from './list-back.ts';
import { makesNoWorkflow } from './look-again.ts';
import { type SyncResult, syncFrom, syncPipeline } from './sync.ts';

/** Pipelines that CircleCI lists a little late, or dates by a clock that is behind, are found all the same. */
const OVERLAP_MS = 10 * 60_000;
/** A project that a glob has met only now was not waited for. */
const FIRST_LOOK_HOURS = 1;
/** Of those that go on, as many of the newest are read at each look; the others have readings of their own. */
const MOST_OPEN = 10;
/** A look is broken off after this long and goes on soon, so that other projects have their turn. */
const LONGEST_LOOK_MS = 60_000;

export interface Comparison {
  /** What the list of pipelines looks like; a change of it is a sign of life. */
  readonly fingerprint: string;
  /** Every pipeline created up to then has been compared, or is too old to be. */
  readonly seenTo: Date | null;
  /** False when it was broken off and is to go on soon. */
  readonly done: boolean;
}

/**
 * Compares a project with what CircleCI's API says of it, and applies what no webhook told, oldest first. Costs one
 * call where nothing happened.
 *
 * @param since when the first subscription to it was made: what is older and was never heard of stays so
 * @param seenTo as the last comparison returned it
 * @throws CircleCIError when the list cannot be read
 */
export async function compareProject(
  ctx: Context,
  projectSlug: string,
  since: Date,
  seenTo: Date | null,
): Promise<Comparison> {
  const hours = seenTo === null ? FIRST_LOOK_HOURS : NEWS_HOURS;
  const from = Math.max(
    since.getTime(),
    (seenTo?.getTime() ?? 0) - OVERLAP_MS,
    nowAtCircleCi(ctx).getTime() - hours * 3_600_000,
  );
  const { pipelines, complete } = await listBackTo(ctx, projectSlug, from);
  if (!complete) ctx.log.warn({ project: projectSlug }, 'more pipelines were missed than are caught up with');
  const ids = pipelines.map(({ id }) => id);
  const known = await loadSnapshots(ctx, ctx.db, ids);
  const newest = new Set(ids.slice(0, MOST_OPEN));
  const wanted = pipelines.filter((one) => {
    const stored = known.get(one.id);
    if (stored === undefined) return createdAt(one) >= from;
    return newest.has(one.id) && goesOn(stored, nowAtCircleCi(ctx));
  });
  const deadline = performance.now() + LONGEST_LOOK_MS;
  const left = await readEach(ctx, wanted.toReversed(), deadline, (one) => syncFrom(ctx, one, 'background'));
  if (left === null) {
    const again = await dueAgain(ctx, projectSlug);
    await readEach(ctx, again, deadline, ({ id }) => syncPipeline(ctx, id, 'background'));
  }
  return {
    fingerprint: pipelines.map(({ id, updated_at }) => `${id}@${updated_at ?? ''}`).join(' '),
    seenTo: comparedTo(pipelines, left, seenTo ?? ctx.circleci.clock()),
    done: left === null,
  };
}

function createdAt({ created_at }: ListedPipeline): number {
  return Date.parse(created_at);
}

/** What is compared are CircleCI's times. */
function nowAtCircleCi({ circleci, now }: Context): Date {
  return circleci.clock() ?? now();
}

function goesOn(known: PipelineSnapshot, now: Date): boolean {
  return !isSettled(known) && !makesNoWorkflow(known, now);
}

/**
 * One after the other, so that the first of them is shown first.
 *
 * @returns the first that was not read because CircleCI cannot be asked any more or time is up; null when all were
 */
async function readEach<T extends { readonly id: string }>(
  ctx: Context,
  pipelines: readonly T[],
  deadline: number,
  read: (pipeline: T) => Promise<SyncResult>,
): Promise<T | null> {
  for (const pipeline of pipelines) {
    if (performance.now() > deadline) return pipeline;
    try {
      await follow(ctx, await read(pipeline));
    } catch (error) {
      const about = { err: error, pipeline: pipeline.id };
      if (isItsOwnFault(error)) {
        ctx.log.warn(about, 'a pipeline cannot be compared and is passed over');
        await noteAsked(ctx, pipeline.id);
      } else if (error instanceof CircleCIError) {
        ctx.log.warn(about, 'a comparison is broken off and goes on later');
        return pipeline;
      } else throw error;
    }
  }
  return null;
}

/** It is not to be the first that is due at every look. */
async function noteAsked({ db, now }: Context, pipelineId: string): Promise<void> {
  await db.updateTable('pipelines').set({ observed_at: now() }).where('id', '=', pipelineId).execute();
}

/** While nothing moves, the readings that get rarer must not begin anew with every look. */
async function follow({ db, queue }: Context, { snapshot, changed }: SyncResult): Promise<void> {
  if (!changed || isSettled(snapshot)) return;
  const sync = { pipelineId: snapshot.id, attempt: 0, reason: 'poll' };
  await queue.add(db, 'sync-pipeline', sync, { key: snapshot.id, afterSeconds: 1 });
}

/** It would fail again, and what came after it must not wait for it. */
function isItsOwnFault(error: unknown): boolean {
  if (!(error instanceof CircleCIError)) return isDataError(error);
  return ['not_found', 'invalid_request', 'unexpected_response'].includes(error.code);
}

function comparedTo(
  pipelines: readonly ListedPipeline[],
  left: ListedPipeline | null,
  before: Date | null,
): Date | null {
  if (left !== null) return new Date(createdAt(left) - 1);
  const [newest] = pipelines;
  if (newest === undefined) return before;
  return new Date(Math.max(createdAt(newest), before?.getTime() ?? 0));
}
