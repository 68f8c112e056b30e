import { setTimeout as pause } from 'node:timers/promises';
import { type ActingCircleCI, CircleCIError, type ResponseInfo } from '../api/index.ts';
import type { CircleCiAnswer } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { noteRefusal } from '../identities/notices.ts';
import { actAs } from './act-as.ts';
import { noteCall, putDown } from './action-lease.ts';
import type { ActionRow } from './action-store.ts';
import { permitAgain } from './permit.ts';
import { type Settlement, settleAction } from './settle-action.ts';

type PerformContext = Pick<
  Context,
  'circleci' | 'config' | 'db' | 'queue' | 'now' | 'metrics' | 'log' | 'slack' | 'policy' | 'stopping'
>;

export interface DeedContext extends PerformContext {
  /** For the call that changes something: made as whoever the action is made as. What only reads, the bot reads. */
  readonly acting: ActingCircleCI;
}

export type DeedOf = (ctx: DeedContext, action: ActionRow) => Deed;

/** How one kind of action is done to CircleCI. Each step may be taken by another process than the one before. */
export interface Deed {
  /** Reads CircleCI first. @returns why there is nothing to do, or null when there is */
  prevent(): Promise<ActionOutcome | null>;
  /** Calls CircleCI, once in the action's life. @returns an outcome that needs no reading back, or null */
  call(): Promise<ActionOutcome | null>;
  /** Reads CircleCI back. @returns the outcome that CircleCI shows, or null while it shows none */
  readBack(): Promise<ActionOutcome | null>;
}

/** Pauses before each reading back, in milliseconds: about ten seconds, in which a person still waits. */
const READ_BACK_AFTER_MS = [0, 250, 500, 1_000, 1_500, 2_500, 4_000];
/** When readings are slow or fail there are fewer of them: the person is told that the bot goes on looking. */
const READ_BACK_FOR_MS = 15_000;
/** After this long without a sign of it in CircleCI, an action counts as not having happened. */
const GIVE_UP_AFTER_MS = 10 * 60_000;
/** This process is gone by then: `app.ts` gives it less from the moment the calls to CircleCI are cut. */
const RESTARTED_AFTER_SECONDS = 5;

/**
 * Does what was asked for and finds out what came of it: read, call once, read back. The action is settled as
 * confirmed only when CircleCI's own state shows it. Safe to run again after a crash at any point: a call that may
 * have been made is never made again.
 *
 * @returns what to tell the person who asked; never throws for what CircleCI says
 */
export async function perform(
  ctx: PerformContext,
  action: ActionRow,
  deedOf: DeedOf,
): Promise<ActionOutcome> {
  let answer: CircleCiAnswer | null = null;
  const found = await attempt(ctx, action, deedOf, ({ method, status, requestId }) => {
    if (method === 'POST') answer = { status, requestId };
  });
  // The calls were cut by this program's own end, which says nothing of CircleCI.
  if (ctx.stopping.aborted && ['unavailable', 'unknown'].includes(found.kind)) return leave(ctx, action);
  const outcome =
    found.kind === 'unknown' && isGivenUp(ctx, action) ? ({ kind: 'given-up' } as const) : found;
  const settlement = { ...settlementOf(outcome), answer };
  const isLastWord = await settleAction(ctx, action, settlement);
  // Another performer took over and may have done it itself; of what they will find, only a confirmation is certain.
  return isLastWord || outcome.kind === 'confirmed' ? outcome : { kind: 'unknown' };
}

/** Another process goes on with it, soon after this one has ended. */
async function leave(ctx: PerformContext, action: ActionRow): Promise<ActionOutcome> {
  await putDown(ctx.db, action);
  const soon = { key: action.id, afterSeconds: RESTARTED_AFTER_SECONDS };
  await ctx.queue.add(ctx.db, 'settle-action', { actionId: action.id }, soon);
  return { kind: 'restarting' };
}

async function attempt(
  ctx: PerformContext,
  action: ActionRow,
  deedOf: DeedOf,
  onResponse: (info: ResponseInfo) => void,
): Promise<ActionOutcome> {
  const held = await actAs(ctx, action, onResponse);
  // Once it was called only reading is left, which the bot can do without the person.
  if (!held.ok && action.calledAt === null) return held.outcome;
  const acting = held.ok ? held.acting : ctx.circleci.acting({ onResponse });
  const deed = deedOf({ ...ctx, acting }, action);
  if (action.calledAt === null) {
    const prevented = await deed.prevent().catch((error: unknown) => refusal(error));
    if (prevented !== null) return prevented;
    const permitted = await permitAgain(ctx, action);
    if (!permitted.ok) return permitted.outcome;
    if (await noteCall(ctx.db, action, ctx.now())) {
      const answered = await deed.call().catch((error: unknown) => afterFailedCall(ctx, action, deed, error));
      if (answered !== null) return answered;
    }
  }
  return readBack(ctx, deed);
}

/** A call failed: a clear no is the answer unless CircleCI's state shows why; anything else is read back. */
async function afterFailedCall(
  ctx: PerformContext,
  action: ActionRow,
  deed: Deed,
  error: unknown,
): Promise<ActionOutcome | null> {
  if (!(error instanceof CircleCIError)) throw error;
  const what = { action: action.id, kind: action.kind };
  if (error.outcomeUnknown) {
    ctx.log.warn({ err: error, ...what }, 'CircleCI may or may not have taken an action');
    return null;
  }
  // The person is told why: a branch that does not exist is theirs to mend, not the operator's.
  ctx.log.info({ ...what, reason: error.message }, 'CircleCI did not take an action');
  if (action.actingAs !== 'shared' && error.code === 'unauthorized') {
    await noteRefusal(ctx, { teamId: action.teamId, userId: action.slackUserId });
    return { kind: 'token-refused' };
  }
  const reason = await deed.prevent().catch(() => null);
  return reason ?? refusal(error);
}

async function readBack({ stopping }: PerformContext, deed: Deed): Promise<ActionOutcome> {
  const deadline = performance.now() + READ_BACK_FOR_MS;
  for (const wait of READ_BACK_AFTER_MS) {
    if (performance.now() + wait > deadline || stopping.aborted) break;
    // An end of the program cuts the pause short, and one more reading fails at once.
    await pause(wait, undefined, { signal: stopping }).catch(() => {});
    const seen = await deed.readBack().catch((error: unknown) => {
      if (!(error instanceof CircleCIError)) throw error;
      return null;
    });
    // What was called and is not listed is not known: only before the call does it mean that nothing was done.
    if (seen !== null && seen.kind !== 'gone') return seen;
  }
  return { kind: 'unknown' };
}

/** @throws what is not CircleCI's doing */
function refusal(error: unknown): ActionOutcome {
  if (!(error instanceof CircleCIError)) throw error;
  if (error.code === 'not_found') return { kind: 'gone' };
  if (error.code === 'rate_limited') return { kind: 'unavailable', limitedMs: error.retryAfterMs };
  if (['unavailable', 'timeout', 'unexpected_response'].includes(error.code)) return { kind: 'unavailable' };
  return { kind: 'refused', message: error.circleciMessage ?? error.message };
}

function settlementOf(outcome: ActionOutcome): Settlement {
  if (outcome.kind === 'confirmed') return { state: 'confirmed', pipelineId: outcome.pipelineId };
  if (outcome.kind === 'live') return { state: 'confirmed' };
  if (outcome.kind === 'unknown') return { state: 'unknown', error: 'unknown' };
  if (outcome.kind === 'given-up') return { state: 'failed', error: 'unknown' };
  return { state: 'failed', error: outcome.kind };
}

function isGivenUp({ now }: PerformContext, action: ActionRow): boolean {
  return now().getTime() - action.requestedAt.getTime() > GIVE_UP_AFTER_MS;
}
