import type { Database, Tx } from '../storage/database.ts';
import type { HoldKey } from './hold-store.ts';

export interface ReminderKey extends HoldKey {
  readonly channelId: string;
  readonly step: string;
}

/** A reply that says that a hold waits, in the thread of one card. */
export interface Reminder extends ReminderKey {
  readonly mentions: readonly string[];
  readonly messageTs: string | null;
  readonly attemptedAt: Date | null;
  /** Settled without a reply, see the table. */
  readonly problem: string | null;
  readonly createdAt: Date;
}

/** As long as a post may be under way elsewhere, nobody else posts the same. Longer than the client's time limit. */
export const REMINDER_LEASE_MS = 15_000;

/** @returns false when it was decided before: that stays */
export async function addReminder(
  tx: Tx,
  reminder: Omit<Reminder, 'messageTs' | 'attemptedAt'>,
): Promise<boolean> {
  const added = await tx
    .insertInto('hold_reminders')
    .values({
      workflow_id: reminder.workflowId,
      job_id: reminder.jobId,
      channel_id: reminder.channelId,
      step: reminder.step,
      pipeline_id: reminder.pipelineId,
      mentions: JSON.stringify(reminder.mentions),
      message_ts: null,
      problem: reminder.problem,
      created_at: reminder.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .execute();
  return added.length > 0;
}

/** @returns what was decided for a hold, in every channel */
export async function remindersOf(
  db: Database | Tx,
  { pipelineId, workflowId, jobId }: HoldKey,
): Promise<Reminder[]> {
  const rows = await db
    .selectFrom('hold_reminders')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .execute();
  return rows.map((row) => ({
    pipelineId,
    workflowId,
    jobId,
    channelId: row.channel_id,
    step: row.step,
    mentions: row.mentions,
    messageTs: row.message_ts,
    attemptedAt: row.attempted_at,
    problem: row.problem,
    createdAt: row.created_at,
  }));
}

export async function loadReminder(db: Database, key: ReminderKey): Promise<Reminder | null> {
  const all = await remindersOf(db, key);
  return all.find(({ channelId, step }) => channelId === key.channelId && step === key.step) ?? null;
}

/** Takes the right to post. @returns false when someone else has it now, or has posted */
export async function claimReminder(db: Database, key: ReminderKey, now: Date): Promise<boolean> {
  const claimed = await changeReminder(db, key, { attempted_at: now })
    .where('message_ts', 'is', null)
    .where('problem', 'is', null)
    .where((eb) =>
      eb.or([
        eb('attempted_at', 'is', null),
        eb('attempted_at', '<', new Date(now.getTime() - REMINDER_LEASE_MS)),
        // Noted further in the future than clocks differ: a clock was set back.
        eb('attempted_at', '>', new Date(now.getTime() + REMINDER_LEASE_MS)),
      ]),
    )
    .returning('step')
    .execute();
  return claimed.length > 0;
}

/** Slack answered: nothing was posted, so the next try need not wait for the lease nor search the thread. */
export async function releaseReminder(db: Database, reminder: Reminder): Promise<void> {
  await changeReminder(db, reminder, { attempted_at: reminder.attemptedAt })
    .where('message_ts', 'is', null)
    .execute();
}

export async function noteReminded(db: Database, key: ReminderKey, ts: string): Promise<void> {
  await changeReminder(db, key, { message_ts: ts }).execute();
}

/** It is not posted, now or later. */
export async function noteSettled(db: Database, key: ReminderKey, problem: string): Promise<void> {
  await changeReminder(db, key, { problem }).where('message_ts', 'is', null).execute();
}

interface Change {
  readonly message_ts?: string;
  readonly attempted_at?: Date | null;
  readonly problem?: string;
}

function changeReminder(db: Database, { workflowId, jobId, channelId, step }: ReminderKey, change: Change) {
  return db
    .updateTable('hold_reminders')
    .set(change)
    .where('workflow_id', '=', workflowId)
    .where('job_id', '=', jobId)
    .where('channel_id', '=', channelId)
    .where('step', '=', step);
}
