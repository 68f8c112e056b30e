import type { Context } from '../context.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isAtWork, isTaken, waitingHolds } from '../domain/pipeline-state.ts';
import { HOLDS_LIVE_DAYS } from '../domain/waiting-options.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { addSending } from '../sending/jobs.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { subscriptionsAbout } from './asks.ts';
import { changeHold, forgetHold, type HoldKey, type HoldRow, LONGEST_MS, lockHold } from './hold-store.ts';
import { planExpiry } from './plan-expiry.ts';
import { addReminder, type Reminder, remindersOf } from './reminder-store.ts';
import { DAY_MS, dueSteps, MINUTE_MS, tellingStep, WARN_BEFORE_MS, type Wait } from './steps.ts';

type FollowContext = Pick<Context, 'config' | 'db' | 'queue' | 'now'>;

/** A subscription may be changed at any time, so nothing is put off for longer without another look. */
const LOOK_WITHIN_MS = 60 * MINUTE_MS;
const LOOK_AFTER_MS = MINUTE_MS / 2;
/** Whatever became of an attempt to cancel is known by then. */
const EXPIRY_TAKES_MS = 15 * MINUTE_MS;

/**
 * Decides for one hold what is due: whom to remind, what its card says of its end, whether it is given up. In one
 * transaction with the jobs that do it, and under the lock on the pipeline: twice, or on two replicas, is once.
 */
export async function followHold(ctx: FollowContext, key: HoldKey): Promise<void> {
  await transact(ctx.db, async (tx) => {
    await lockPipelines(tx, [key.pipelineId]);
    const row = await lockHold(tx, key);
    if (row === null) return;
    const snapshot = await loadSnapshot(ctx, tx, key.pipelineId);
    const found = snapshot === null ? null : findHold(snapshot, key);
    if (snapshot === null || found === null) return forgetHold(tx, key);
    const nextAt = isBeingDecided(snapshot, key)
      ? ctx.now().getTime() + MINUTE_MS
      : await decide(ctx, tx, key, row, snapshot, found);
    await changeHold(tx, key, { look_at: new Date(nextAt) });
  });
}

interface Found {
  readonly workflow: WorkflowSnapshot;
  readonly job: JobSnapshot;
}

/** @returns the hold; null when it does not wait (any more) */
export function findHold(snapshot: PipelineSnapshot, { workflowId, jobId }: HoldKey): Found | null {
  const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
  const job = workflow === undefined ? undefined : waitingHolds(workflow).find(({ id }) => id === jobId);
  return workflow === undefined || job === undefined ? null : { workflow, job };
}

/** Somebody's decision is on its way, or was confirmed already: nothing is to be said meanwhile. */
export function isBeingDecided({ actions }: PipelineSnapshot, { workflowId, jobId }: HoldKey): boolean {
  const about = actions.filter(
    (one) =>
      one.workflowId === workflowId && (one.jobId === null || one.jobId === jobId) && one.kind !== 'rerun',
  );
  // Of each kind the newest counts: what failed may have been asked for again.
  return [...new Map(about.map((one) => [one.kind, one])).values()].some(isTaken);
}

/** @returns when to look again, in milliseconds since 1970 */
async function decide(
  ctx: FollowContext,
  tx: Tx,
  key: HoldKey,
  row: HoldRow,
  snapshot: PipelineSnapshot,
  { workflow, job }: Found,
): Promise<number> {
  const now = ctx.now();
  const endsAt = new Date(Date.parse(workflow.createdAt) + HOLDS_LIVE_DAYS * DAY_MS);
  if (now >= endsAt) {
    // CircleCI has ended it by now, and no webhook may have told.
    const sync = { pipelineId: key.pipelineId, attempt: 0, reason: 'hold-ended' };
    await ctx.queue.add(tx, 'sync-pipeline', sync, { key: key.pipelineId });
    return now.getTime() + LONGEST_MS;
  }
  const byChannel = await subscriptionsAbout(tx, snapshot, job.name, ctx);
  const cards = await cardsOut(tx, key.pipelineId);
  const soonest = soonestExpiry(cards, byChannel);
  const known = knownExpiry(row);
  const planned = planExpiry(soonest?.ask ?? null, { since: row.since, expiry: known }, now);
  const wait: Wait = { since: row.since, endsAt, expiry: planned.expiry };
  const isEnding = now.getTime() >= endsAt.getTime() - WARN_BEFORE_MS;
  const next = [planned.nextAt, planned.expiry?.at ?? null, endsAt];
  next.push(await giveUp(ctx, tx, key, row, workflow, wait));
  const expireChannel = planned.expiry === null ? null : (soonest?.channelId ?? null);
  const isNews =
    planned.expiry?.at.getTime() !== known?.at.getTime() ||
    expireChannel !== row.expire_channel ||
    isEnding !== (row.ends_at !== null);
  if (isNews) {
    await changeHold(tx, key, {
      expires_at: planned.expiry?.at ?? null,
      expire_minutes: planned.expiry?.minutes ?? null,
      expire_channel: expireChannel,
      ends_at: isEnding ? endsAt : null,
      ...(planned.expiry?.minutes === known?.minutes ? {} : { expiry: null }),
    });
    await refreshCards(ctx, tx, key.pipelineId);
  }
  const told = await remindersOf(tx, key);
  for (const card of cards) {
    const asks = (byChannel.get(card.channelId) ?? []).map(({ options = {} }) => options);
    next.push(await remind(ctx, tx, key, card, asks, wait, told));
  }
  const times = next.filter((time) => time !== null).map((time) => time.getTime());
  return Math.max(
    now.getTime() + LOOK_AFTER_MS,
    Math.min(now.getTime() + LOOK_WITHIN_MS, ...times.filter((time) => time > now.getTime())),
  );
}

interface Card {
  readonly channelId: string;
  readonly mutedBy: string | null;
}

/** In the order in which everyone locks the jobs of a pipeline's cards. */
async function cardsOut(tx: Tx, pipelineId: string): Promise<Card[]> {
  const rows = await tx
    .selectFrom('cards')
    .select(['channel_id', 'muted_by'])
    .where('pipeline_id', '=', pipelineId)
    .where('message_ts', 'is not', null)
    .where('problem', 'is', null)
    .orderBy('channel_id')
    .execute();
  return rows.map((row) => ({ channelId: row.channel_id, mutedBy: row.muted_by }));
}

/** Only a channel that sees the card can have a hold given up, so that somebody can have read of it. */
function soonestExpiry(cards: readonly Card[], byChannel: ReadonlyMap<string, readonly Subscription[]>) {
  const wanted = cards.flatMap(({ channelId }) =>
    (byChannel.get(channelId) ?? []).flatMap(({ options = {} }) =>
      options.expire === undefined ? [] : [{ channelId, ask: { ...options, expire: options.expire } }],
    ),
  );
  return wanted.toSorted((a, b) => a.ask.expire - b.ask.expire)[0] ?? null;
}

function knownExpiry({ expires_at: at, expire_minutes: minutes }: HoldRow): Wait['expiry'] {
  return at === null || minutes === null ? null : { at, minutes };
}

/** Has a hold canceled whose time is up. Never while something of its workflow runs: that somebody wanted. */
async function giveUp(
  { queue, now }: FollowContext,
  tx: Tx,
  key: HoldKey,
  row: HoldRow,
  workflow: WorkflowSnapshot,
  { expiry }: Wait,
): Promise<Date | null> {
  const at = now();
  if (expiry === null || at < expiry.at || row.expiry === 'refused') return null;
  if (isAtWork(workflow)) return new Date(at.getTime() + 10 * MINUTE_MS);
  await changeHold(tx, key, { expiry: 'asked' });
  await queue.add(tx, 'expire-hold', key, { key: `${key.workflowId}:${key.jobId}` });
  return new Date(at.getTime() + EXPIRY_TAKES_MS);
}

/** @returns when something may be due in this channel that is not now */
async function remind(
  { queue, now }: FollowContext,
  tx: Tx,
  key: HoldKey,
  { channelId, mutedBy }: Card,
  asks: Parameters<typeof dueSteps>[0],
  wait: Wait,
  all: readonly Reminder[],
): Promise<Date | null> {
  const told = new Set(all.filter((one) => one.channelId === channelId).map(({ step }) => step));
  const { steps, nextAt } = dueSteps(asks, told, wait, now());
  const telling = tellingStep(steps);
  for (const step of steps) {
    const isTelling = step.key === telling?.key;
    const reminder = { ...key, channelId, step: step.key, createdAt: now() };
    const problem = mutedBy !== null ? 'muted' : isTelling ? null : 'passed';
    const mentions = isTelling ? telling.mentions : step.mentions;
    const isNew = await addReminder(tx, { ...reminder, mentions, problem });
    if (isNew && problem === null) await addSending(queue, tx, { ...key, channelId, step: step.key });
  }
  return nextAt;
}
