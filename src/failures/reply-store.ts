import type { Database } from '../storage/database.ts';

/** The explanation of one failed workflow in the thread of one channel's card. */
export interface ReplyRow {
  readonly workflowId: string;
  readonly channelId: string;
  readonly messageTs: string | null;
  readonly shownHash: string | null;
  readonly attemptedAt: Date | null;
  readonly problem: string | null;
  readonly createdAt: Date;
}

type Key = Pick<ReplyRow, 'workflowId' | 'channelId'>;

/** As long as a post may be under way elsewhere, nobody else posts the same reply. Longer than the client's time limit. */
export const REPLY_LEASE_MS = 15_000;

/** @returns true when it is there, or is being posted */
export async function hasReply(db: Database, key: Key): Promise<boolean> {
  return (await selectReply(db, key)) !== undefined;
}

/** @returns the reply's row, made when it is asked for first */
export async function openReply(db: Database, key: Key, now: Date): Promise<ReplyRow | null> {
  await db
    .insertInto('failure_replies')
    .values({ workflow_id: key.workflowId, channel_id: key.channelId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await selectReply(db, key);
  if (row === undefined) return null;
  return {
    ...key,
    messageTs: row.message_ts,
    shownHash: row.shown_hash,
    attemptedAt: row.attempted_at,
    problem: row.problem,
    createdAt: row.created_at,
  };
}

/** Takes the right to post. @returns false when someone else has it now, or has posted */
export async function claimReply(db: Database, key: Key, now: Date): Promise<boolean> {
  const claimed = await changeReply(db, key, { attempted_at: now })
    .where('message_ts', 'is', null)
    .where((eb) =>
      eb.or([
        eb('attempted_at', 'is', null),
        eb('attempted_at', '<', new Date(now.getTime() - REPLY_LEASE_MS)),
      ]),
    )
    .returning('workflow_id')
    .execute();
  return claimed.length > 0;
}

/** Slack answered: nothing was posted, so the next try need not wait for the lease nor search the thread. */
export async function releaseReply(db: Database, reply: ReplyRow): Promise<void> {
  await changeReply(db, reply, { attempted_at: reply.attemptedAt }).where('message_ts', 'is', null).execute();
}

export async function noteReply(db: Database, key: Key, ts: string, hash: string): Promise<void> {
  await changeReply(db, key, { message_ts: ts, shown_hash: hash }).execute();
}

/** The reply cannot be shown; it is left alone. */
export async function noteReplyProblem(db: Database, key: Key, problem: string): Promise<void> {
  await changeReply(db, key, { problem }).execute();
}

function selectReply(db: Database, { workflowId, channelId }: Key) {
  return db
    .selectFrom('failure_replies')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
}

interface Change {
  readonly message_ts?: string;
  readonly shown_hash?: string;
  readonly attempted_at?: Date | null;
  readonly problem?: string;
}

function changeReply(db: Database, { workflowId, channelId }: Key, change: Change) {
  return db
    .updateTable('failure_replies')
    .set(change)
    .where('workflow_id', '=', workflowId)
    .where('channel_id', '=', channelId);
}
