import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { Stop } from '../domain/stop.ts';
import { transact } from '../storage/transact.ts';
import { cancelOne } from './cancel-one.ts';
import { inParallel } from './in-parallel.ts';
import { type Running, runningOn } from './running.ts';
import { auditStop } from './stop-audit.ts';
import { countsOf, loadStop, personOf, workflowsOfStop } from './store.ts';

/**
 * Seconds between the rounds, some three minutes in all: long enough that what a process began and died at is settled
 * by another one, see `runs/action-lease.ts`.
 */
const PAUSES = [0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 30, 30, 30] as const;
const AT_ONCE = 5;
const MOST_IN_A_ROUND = 200;
/** Whoever goes on starting things gets no further than this. */
const MOST_WORKFLOWS = 1_000;

/**
 * One round of a stop: looks in CircleCI what runs, and cancels it, each as an action of its own that is read back.
 * Rounds follow until nothing runs any more or there were too many. All that one needs to know is stored, so that it
 * makes no difference which process does it, or whether the one before was cut off.
 */
export async function runStop(ctx: Context, { stopId }: JobData['run-stop']): Promise<void> {
  const stop = await loadStop(ctx.db, stopId);
  if (stop === null || stop.state !== 'running') return;
  const running = await look(ctx, stop);
  if (running === null) return next(ctx, stop, { remaining: stop.remaining, isOver: false });
  const given = await takeIn(ctx, stop, running);
  await ctx.queue.add(ctx.db, 'show-stop', { stopId }, { key: stopId });
  await inParallel(given, AT_ONCE, (target) => cancelOne(ctx, stop, target));
  // What was asked to end is looked for once more before it counts as over, and what started meanwhile with it.
  const isOver = running.workflows.length === 0 && given.length === 0 && !running.expecting;
  return next(ctx, stop, { remaining: running.workflows.length, isOver });
}

async function look(ctx: Context, stop: Stop): Promise<Running | null> {
  try {
    const running = await runningOn(ctx, stop);
    await ctx.db.updateTable('stops').set({ trouble: null }).where('id', '=', stop.id).execute();
    return running;
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.warn({ err: error, stop: stop.id }, 'CircleCI did not say what an emergency stop has to cancel');
    const trouble = error.circleciMessage ?? error.message;
    await ctx.db.updateTable('stops').set({ trouble }).where('id', '=', stop.id).execute();
    return null;
  }
}

/** Notes what runs. @returns what is to be cancelled, or to be looked at because it does not run any more */
async function takeIn(ctx: Context, stop: Stop, { workflows }: Running) {
  const known = await workflowsOfStop(ctx.db, stop.id);
  const ids = new Set(known.map(({ workflowId }) => workflowId));
  const room = Math.max(0, MOST_WORKFLOWS - known.length);
  const fresh = workflows.filter(({ id }) => !ids.has(id)).slice(0, room);
  for (const { id, pipelineId } of fresh) {
    const row = { stop_id: stop.id, workflow_id: id, pipeline_id: pipelineId, state: 'found' } as const;
    await ctx.db
      .insertInto('stop_workflows')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const open = known.filter(({ state }) => state === 'found');
  const begun = fresh.map(({ id: workflowId, pipelineId }) => ({ workflowId, pipelineId, tries: 0 }));
  return [...open, ...begun].slice(0, MOST_IN_A_ROUND);
}

/** Appoints the next round, or ends the stop with its counts. */
async function next(
  ctx: Context,
  stop: Stop,
  { remaining, isOver }: { readonly remaining: number; readonly isOver: boolean },
): Promise<void> {
  const pause = PAUSES[stop.rounds];
  const counts = await countsOf(ctx.db, stop.id);
  const hasEnded = isOver || pause === undefined || onlyFailedRun(remaining, counts);
  await transact(ctx.db, async (tx) => {
    const set = { rounds: stop.rounds + 1, remaining };
    const ended = { ...set, state: 'done' as const, ended_at: ctx.now() };
    const rows = await tx
      .updateTable('stops')
      .set(hasEnded ? ended : set)
      .where('id', '=', stop.id)
      .where('state', '=', 'running')
      .where('rounds', '=', stop.rounds)
      .returning('id')
      .execute();
    if (rows.length === 0) return;
    const { id: stopId } = stop;
    if (!hasEnded) {
      await ctx.queue.add(tx, 'run-stop', { stopId }, { key: stopId, afterSeconds: pause });
    }
    await ctx.queue.add(tx, 'show-stop', { stopId }, { key: stopId });
    if (!hasEnded) return;
    const event = remaining === 0 && counts.failed === 0 && isOver ? 'confirmed' : 'failed';
    const by = personOf(stop.secondBy ?? '');
    const detail = { ...counts, remaining, first: stop.firstBy };
    await auditStop(ctx, tx, stop, by, { event, step: 'ended', detail });
  });
}

/** Nothing more can be done about those that CircleCI does not let go. */
function onlyFailedRun(remaining: number, counts: Awaited<ReturnType<typeof countsOf>>): boolean {
  return remaining > 0 && counts.found === 0 && counts.failed >= remaining;
}
