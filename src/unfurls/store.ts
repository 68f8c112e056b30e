import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Tx } from '../storage/database.ts';

/** A link in a message that is to show a state, or does. */
export interface UnfurlRow {
  readonly channelId: string;
  readonly messageTs: string;
  readonly url: string;
  readonly userId: string;
  readonly pipelineId: string | null;
  readonly workflowId: string | null;
  readonly jobId: string | null;
  readonly shownHash: string | null;
  readonly shownTimes: number;
  readonly tries: number;
}

/** So long a link follows the state; after that it says as of when it is. */
export const FOLLOW_MINUTES = 120;
/** As often is it changed at most. */
export const MOST_UPDATES = 30;

/** @returns false when every one of them was noted before: Slack delivers an event more than once */
export async function noteLinks(
  tx: Tx,
  shared: { readonly channelId: string; readonly messageTs: string; readonly userId: string },
  urls: readonly string[],
  now: Date,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('unfurls')
    .values(
      urls.map((url) => ({
        channel_id: shared.channelId,
        message_ts: shared.messageTs,
        url,
        user_id: shared.userId,
        pipeline_id: null,
        workflow_id: null,
        job_id: null,
        shown_hash: null,
        shared_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('url')
    .execute();
  return inserted.length > 0;
}

/** @returns the links of one message that are not closed, in a stable order */
export async function openLinks(
  db: Database,
  { channelId, messageTs }: { readonly channelId: string; readonly messageTs: string },
): Promise<UnfurlRow[]> {
  const rows = await db
    .selectFrom('unfurls')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('message_ts', '=', messageTs)
    .where('closed', 'is', null)
    .orderBy('url')
    .execute();
  return rows.map((row) => ({
    channelId: row.channel_id,
    messageTs: row.message_ts,
    url: row.url,
    userId: row.user_id,
    pipelineId: row.pipeline_id,
    workflowId: row.workflow_id,
    jobId: row.job_id,
    shownHash: row.shown_hash,
    shownTimes: row.shown_times,
    tries: row.tries,
  }));
}

type Key = Pick<UnfurlRow, 'channelId' | 'messageTs' | 'url'>;

function change(db: Database, { channelId, messageTs, url }: Key) {
  return db
    .updateTable('unfurls')
    .where('channel_id', '=', channelId)
    .where('message_ts', '=', messageTs)
    .where('url', '=', url);
}

export async function noteTarget(
  db: Database,
  row: Key,
  found: { readonly pipelineId: string; readonly workflowId: string | null; readonly jobId: string | null },
): Promise<void> {
  const { pipelineId, workflowId, jobId } = found;
  await change(db, row).set({ pipeline_id: pipelineId, workflow_id: workflowId, job_id: jobId }).execute();
}

export async function noteShown(db: Database, row: UnfurlRow, hash: string): Promise<void> {
  const times = row.shownTimes + 1;
  const closed = times > MOST_UPDATES ? 'updates' : null;
  await change(db, row).set({ shown_hash: hash, shown_times: times, tries: 0, closed }).execute();
}

/** Nothing more is done with it. @returns false when somebody else closed it */
export async function closeLink(db: Database, row: Key, why: string): Promise<boolean> {
  const closed = await change(db, row)
    .set({ closed: why })
    .where('closed', 'is', null)
    .returning('url')
    .execute();
  return closed.length > 0;
}

/** @returns how often it was tried in vain by now */
export async function noteTry(db: Database, row: UnfurlRow): Promise<number> {
  await change(db, row)
    .set({ tries: row.tries + 1 })
    .execute();
  return row.tries + 1;
}

/** Deletes links that nobody looks at any more; a late delivery of their event is older than Slack keeps one. */
export async function forgetOldLinks({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - 24 * 3_600_000);
  await sql`
    delete from unfurls where (channel_id, message_ts, url) in (
      select channel_id, message_ts, url from unfurls where shared_at < ${before} limit 5000
    )
  `.execute(db);
}
