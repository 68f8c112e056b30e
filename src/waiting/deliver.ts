import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { HOLDS_LIVE_DAYS } from '../domain/waiting-options.ts';
import { postOnce, type Reply, type ReplySlot } from '../notices/post-once.ts';
import { loadCard } from '../notifications/card-store.ts';
import { channelSettings } from '../preferences/channels.ts';
import { syncPipeline } from '../runs/sync.ts';
import { sendingJob } from '../sending/jobs.ts';
import { channelLane, methodLanes } from '../sending/lanes.ts';
import {
  channelRefused,
  notSent,
  openSending,
  type Sending,
  sent,
  settled,
  takeTurn,
} from '../sending/send.ts';
import { renderReminder } from '../views/reminder.ts';
import { findHold, isBeingDecided } from './follow-hold.ts';
import { type HoldRow, loadHold } from './hold-store.ts';
import {
  claimReminder,
  loadReminder,
  noteReminded,
  noteSettled,
  REMINDER_LEASE_MS,
  type Reminder,
  releaseReminder,
} from './reminder-store.ts';
import { DAY_MS, kindOf, WARN_BEFORE_MS } from './steps.ts';
import { whoMay } from './who-may.ts';

/** Whoever is reminded much later is told of another time than the one that was meant. */
const LATE_MS = 6 * 3_600_000;
/** CircleCI cannot be asked whether the hold still waits. */
const ASK_AGAIN_MS = 5 * 60_000;

/**
 * Says in the thread of one card that a hold waits, once: after CircleCI was asked whether it still does. Runs as a
 * job, one at a time per reminder; what Slack does not take comes again, see `sending/send.ts`.
 *
 * @throws GiveUp when Slack did not take it in five tries
 */
export async function deliverReminder(ctx: Context, data: JobData['deliver-reminder']): Promise<void> {
  const sending = await openSending(ctx, sendingJob(data), data);
  if (sending !== null && (await tell(ctx, sending, data)) === 'settled') await settled(ctx, sending);
}

/** @returns `settled` when there is nothing to tell, or not any more */
async function tell(
  ctx: Context,
  sending: Sending,
  data: JobData['deliver-reminder'],
): Promise<'settled' | 'under-way'> {
  const reminder = await loadReminder(ctx.db, data);
  if (reminder === null || reminder.messageTs !== null || reminder.problem !== null) return 'settled';
  const card = await loadCard(ctx.db, data.pipelineId, data.channelId);
  if (card === null || card.messageTs === null) return settle(ctx, reminder, 'no-card');
  const against = card.problem ?? (card.mutedBy === null ? null : 'muted') ?? lateness(ctx, reminder);
  // What may have been posted before is looked for even when it would not be posted any more.
  if (against !== null && reminder.attemptedAt === null) return settle(ctx, reminder, against);
  const read = await readHold(ctx, data);
  if (read === 'unreachable') return later(ctx, data, ASK_AGAIN_MS);
  const gone = read === null ? 'decided' : null;
  if (gone !== null && reminder.attemptedAt === null) return settle(ctx, reminder, gone);
  const reply = read === null ? null : await replyOf(ctx, reminder, read, card.messageTs);
  // It was decided between a post whose answer was lost and now: whether it is there makes no difference any more.
  if (reply === null) return settle(ctx, reminder, 'decided');
  return post(ctx, sending, { ...reminder, problem: against }, reply);
}

function lateness({ now }: Pick<Context, 'now'>, { createdAt }: Reminder): string | null {
  return now().getTime() - createdAt.getTime() > LATE_MS ? 'late' : null;
}

interface Read {
  readonly snapshot: PipelineSnapshot;
  readonly row: HoldRow;
}

/** No webhook tells of an approval in CircleCI itself. @returns null when the hold does not wait any more */
async function readHold(
  ctx: Context,
  data: JobData['deliver-reminder'],
): Promise<Read | null | 'unreachable'> {
  try {
    const { snapshot } = await syncPipeline(ctx, data.pipelineId, 'background');
    const row = await loadHold(ctx.db, data);
    const waits = findHold(snapshot, data) !== null && !isBeingDecided(snapshot, data);
    return waits && row !== null ? { snapshot, row } : null;
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    if (error.code === 'not_found') return null;
    ctx.log.info({ err: error, pipeline: data.pipelineId }, 'a reminder waits until CircleCI can be asked');
    return 'unreachable';
  }
}

async function replyOf(
  ctx: Context,
  reminder: Reminder,
  { snapshot, row }: Read,
  threadTs: string,
): Promise<Reply | null> {
  const { channelId, step, pipelineId, workflowId, jobId, mentions } = reminder;
  const found = findHold(snapshot, reminder);
  if (found === null) return null;
  const kind = kindOf(step);
  const endsAt = new Date(Date.parse(found.workflow.createdAt) + HOLDS_LIVE_DAYS * DAY_MS);
  const isEnding = ctx.now().getTime() >= endsAt.getTime() - WARN_BEFORE_MS;
  const { locale } = await channelSettings(ctx, channelId);
  const model = {
    snapshot,
    job: found.job,
    kind,
    step,
    waitedMs: ctx.now().getTime() - row.since.getTime(),
    mentions,
    who: await whoMay(ctx, snapshot, reminder, channelId, kind === 'overdue' ? 'cancel' : 'approve'),
    expiresAt: row.expiry === 'refused' ? null : row.expires_at,
    endsAt: isEnding ? endsAt : null,
  };
  return {
    ...renderReminder(model, locale),
    channel: channelId,
    threadTs,
    metadata: {
      event_type: 'circleci_reminder_posted',
      event_payload: { pipeline_id: pipelineId, workflow_id: workflowId, job_id: jobId, step },
    },
  };
}

async function settle(ctx: Context, reminder: Reminder, problem: string): Promise<'settled'> {
  await noteSettled(ctx.db, reminder, problem);
  return 'settled';
}

/** @param reminder with what speaks against posting it now, where it may have been posted before */
async function post(
  ctx: Context,
  sending: Sending,
  reminder: Reminder,
  reply: Reply,
): Promise<'settled' | 'under-way'> {
  const search = reminder.attemptedAt === null ? [] : [methodLanes.replies];
  const lanes = [channelLane(reminder.channelId), ...search, methodLanes.post];
  if (!(await takeTurn(ctx, sending, lanes))) return 'under-way';
  const slot: ReplySlot = {
    attemptedAt: reminder.attemptedAt,
    createdAt: reminder.createdAt,
    against: reminder.problem,
    claim: () => claimReminder(ctx.db, reminder, ctx.now()),
    release: () => releaseReminder(ctx.db, reminder),
  };
  try {
    const ended = await postOnce(ctx, slot, reply, REMINDER_LEASE_MS);
    if (ended.end === 'taken') return await later(ctx, reminder, REMINDER_LEASE_MS);
    if (ended.end === 'closed') await channelRefused(ctx, sending, ended.reason);
    if (ended.end !== 'posted') return await settle(ctx, reminder, ended.reason);
    await noteReminded(ctx.db, reminder, ended.ts);
    await sent(ctx, sending, 'reply');
  } catch (error) {
    await notSent(ctx, sending, error);
  }
  return 'under-way';
}

async function later(
  { queue, db }: Context,
  { pipelineId, workflowId, jobId, channelId, step }: JobData['deliver-reminder'],
  waitMs: number,
): Promise<'under-way'> {
  const data = { pipelineId, workflowId, jobId, channelId, step };
  const { name, key } = sendingJob(data);
  await queue.add(db, name, data, { key, afterSeconds: waitMs / 1000 });
  return 'under-way';
}
