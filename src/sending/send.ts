import type { Context } from '../context.ts';
import type { JobData, SendingJob } from '../domain/job-data.ts';
import { SlackError } from '../slack/slack-error.ts';
import { GiveUp } from '../storage/give-up.ts';
import { closeChannel } from './closed-channels.ts';
import { heldLanes, holdLane, type Lane, reserve } from './lanes.ts';
import { noteDelivered } from './measure.ts';
import { closeOutgoing, forgetTurn, loadOutgoing, type Outgoing, saveFailure, saveTurn } from './outgoing.ts';
import { afterFailure, MOST_TRIES, retryIn } from './retry.ts';

type SendContext = Pick<Context, 'db' | 'queue' | 'log' | 'metrics' | 'now'>;

/** A turn that was missed by more than this, by a process that was down, say, is taken anew: else all would go at once. */
const MISSED_MS = 10_000;

/** A message that may be brought to Slack now, with the job that does. */
export interface Sending {
  readonly outgoing: Outgoing;
}

/**
 * The first thing a job does that brings something to Slack.
 *
 * @returns null when it is not to be tried now: its channel is closed, Slack wants to hear nothing for it, or it waits
 *   for its turn or its next try. The job comes again then, or is called when the channel is open.
 */
export async function openSending<N extends SendingJob>(
  ctx: SendContext,
  job: { readonly name: N; readonly key: string },
  data: JobData[N],
): Promise<Sending | null> {
  const outgoing = await loadOutgoing(ctx.db, job, data);
  if (outgoing.closed) return null;
  const sending = { outgoing };
  const turnIn = outgoing.urgent ? 0 : (outgoing.turnIn ?? 0);
  const wait = Math.max(turnIn, outgoing.heldFor, retryIn(outgoing, ctx.now()));
  if (wait > 0) {
    // Whoever was to go while Slack wants to hear nothing queues up again, or all would go at its end.
    if (outgoing.heldFor > turnIn && outgoing.turnIn !== null) await forgetTurn(ctx.db, outgoing);
    await later(ctx, sending, wait);
    return null;
  }
  const missed = outgoing.turnIn !== null && outgoing.turnIn < -MISSED_MS;
  return missed ? { outgoing: { ...outgoing, stage: 0 } } : sending;
}

/**
 * Just before Slack is called: takes the places that the call needs, one lane after the other.
 *
 * @returns false when its turn is later; the job comes again then
 */
export async function takeTurn(ctx: SendContext, sending: Sending, lanes: readonly Lane[]): Promise<boolean> {
  const { outgoing } = sending;
  const held = await heldLanes(
    ctx.db,
    lanes.map(({ key }) => key),
  );
  const hold = Math.max(0, ...held.values());
  if (hold > 0) {
    await forgetTurn(ctx.db, outgoing);
    await later(ctx, sending, hold);
    return false;
  }
  for (const [index, lane] of lanes.entries()) {
    if (index < outgoing.stage) continue;
    const wait = await reserve(ctx.db, lane, outgoing.urgent);
    if (wait === 0) continue;
    await saveTurn(ctx.db, outgoing, wait, index + 1);
    await later(ctx, sending, wait);
    return false;
  }
  return true;
}

/** Slack shows it. */
export async function sent(
  ctx: SendContext,
  { outgoing }: Sending,
  kind: 'card' | 'progress' | 'reply',
): Promise<void> {
  await noteDelivered(ctx, outgoing, kind);
  await settled(ctx, { outgoing });
}

/** There is nothing (more) to bring to Slack. */
export async function settled(ctx: SendContext, { outgoing }: Pick<Sending, 'outgoing'>): Promise<void> {
  await closeOutgoing(ctx.db, outgoing);
  if (outgoing.tries >= MOST_TRIES) await ctx.queue.forgetDeadLetters(outgoing.job.name, outgoing.job.key);
}

/**
 * What it means that Slack did not take it. Nothing is tried again at once.
 *
 * @throws GiveUp after the last of five tries in about an hour: it becomes a dead letter
 * @throws what is no failure of Slack's, for the queue to try again
 */
export async function notSent(ctx: SendContext, sending: Sending, error: unknown): Promise<void> {
  if (!(error instanceof SlackError)) throw error;
  const { outgoing } = sending;
  if (error.code === 'rate_limited') {
    const seconds = await holdBack(ctx, outgoing.channelId, error);
    await forgetTurn(ctx.db, outgoing);
    await later(ctx, sending, seconds * 1000);
    return;
  }
  const failure = afterFailure(outgoing, ctx.now());
  const { name, key } = outgoing.job;
  const about = { err: error, job: name, channel: outgoing.channelId, tries: failure.tries };
  if (failure.tries >= MOST_TRIES) {
    await saveFailure(ctx.db, outgoing, { ...failure, tries: MOST_TRIES, failedAt: null });
    // One dead letter is enough for what is tried again whenever something new happens.
    await ctx.queue.forgetDeadLetters(name, key);
    ctx.log.error(about, 'Slack did not take a message in five tries; it is a dead letter now');
    throw new GiveUp(error);
  }
  ctx.log.warn(about, 'Slack did not take a message; it will be tried again');
  await saveFailure(ctx.db, outgoing, failure);
  await later(ctx, sending, retryIn({ ...outgoing, ...failure, woken: false }, ctx.now()));
  await ctx.queue.add(ctx.db, 'wake-deliveries', { round: 0 }, { key: 'wake-deliveries', afterSeconds: 4 });
}

/** The channel cannot be written to: nothing goes there until it can. */
export async function channelRefused(ctx: SendContext, sending: Sending, reason: string): Promise<void> {
  await forgetTurn(ctx.db, sending.outgoing);
  await closeChannel(ctx, sending.outgoing.channelId, reason);
}

/**
 * One channel's limit holds back that channel. When the same method is refused for a second channel meanwhile, it is
 * the method that Slack has had enough of: its limits are per method and workspace.
 *
 * @returns seconds
 */
async function holdBack(ctx: SendContext, channelId: string, error: SlackError): Promise<number> {
  const seconds = Math.max(1, error.retryAfterSeconds ?? 1);
  const mine = `limited:${error.method}:${channelId}`;
  const limited = await heldLanes(ctx.db);
  const others = [...limited.keys()].some(
    (key) => key.startsWith(`limited:${error.method}:`) && key !== mine,
  );
  await holdLane(ctx.db, `channel:${channelId}`, seconds);
  await holdLane(ctx.db, mine, seconds);
  if (others) await holdLane(ctx.db, `method:${error.method}`, seconds);
  ctx.log.info({ channel: channelId, method: error.method, seconds, others }, 'Slack asked to wait');
  return seconds;
}

async function later({ queue, db }: SendContext, { outgoing }: Sending, waitMs: number): Promise<void> {
  const { job, data } = outgoing;
  const { name, key } = job;
  await queue.add(db, name, data, { key, afterSeconds: waitMs / 1000 });
}
