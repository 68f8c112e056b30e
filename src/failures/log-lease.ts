import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

export interface LogKey {
  readonly workflowId: string;
  readonly jobId: string;
  readonly channelId: string;
}

/** Longer than reading the log and sharing it may take. */
const WHILE_AT_IT_MS = 90_000;
/** So long nobody else gets the same file into the same thread. */
const AFTER_SHARING_MS = 10 * 60_000;

/** Takes the right to put a log into a thread. @returns false when someone else has it, or has just done so */
export async function takeLog(db: Database, key: LogKey, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + WHILE_AT_IT_MS);
  const taken = await db
    .insertInto('failure_logs')
    .values({
      workflow_id: key.workflowId,
      job_id: key.jobId,
      channel_id: key.channelId,
      taken_until: until,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workflow_id', 'job_id', 'channel_id'])
        .doUpdateSet({ taken_until: until })
        .where(sql<boolean>`failure_logs.taken_until <= ${now}`),
    )
    .returning('job_id')
    .execute();
  return taken.length > 0;
}

/** @param shared false when nothing was put there: whoever asks again gets it at once */
export async function leaveLog(db: Database, key: LogKey, shared: boolean, now: Date): Promise<void> {
  await db
    .updateTable('failure_logs')
    .set({ taken_until: shared ? new Date(now.getTime() + AFTER_SHARING_MS) : now })
    .where('workflow_id', '=', key.workflowId)
    .where('job_id', '=', key.jobId)
    .where('channel_id', '=', key.channelId)
    .execute();
}
