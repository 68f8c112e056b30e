import type { Outcome } from '../domain/subscription-filter.ts';
import type { Database, Tx } from '../storage/database.ts';

/** A reply that tells an edge or mentions someone, in the thread of one card. */
export interface Notice extends NoticeKey {
  readonly happenedAt: Date;
  readonly broadcast: boolean;
  readonly mentions: readonly string[];
  readonly messageTs: string | null;
  readonly attemptedAt: Date | null;
  /** Settled without a reply, see the table. */
  readonly problem: string | null;
  readonly createdAt: Date;
}

export interface NoticeKey {
  readonly pipelineId: string;
  readonly channelId: string;
  readonly kind: Outcome;
  /** Which hold, by a hash of its name; empty for what the pipeline as a whole came to. */
  readonly about: string;
}

/** As long as a post may be under way elsewhere, nobody else posts the same. Longer than the client's time limit. */
export const NOTICE_LEASE_MS = 15_000;

export type NewNotice = Omit<Notice, 'messageTs' | 'attemptedAt'>;

/** Twice is once: what was decided first stays. */
export async function addNotice(tx: Tx, notice: NewNotice): Promise<void> {
  await tx
    .insertInto('notices')
    .values({
      pipeline_id: notice.pipelineId,
      channel_id: notice.channelId,
      kind: notice.kind,
      about: notice.about,
      happened_at: notice.happenedAt,
      broadcast: notice.broadcast,
      mentions: JSON.stringify(notice.mentions),
      problem: notice.problem,
      created_at: notice.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns all notices of a pipeline, in every channel */
export async function noticesOf(db: Database | Tx, pipelineId: string): Promise<Notice[]> {
  const rows = await db.selectFrom('notices').selectAll().where('pipeline_id', '=', pipelineId).execute();
  return rows.map((row) => ({
    pipelineId,
    channelId: row.channel_id,
    kind: row.kind,
    about: row.about,
    happenedAt: row.happened_at,
    broadcast: row.broadcast,
    mentions: row.mentions,
    messageTs: row.message_ts,
    attemptedAt: row.attempted_at,
    problem: row.problem,
    createdAt: row.created_at,
  }));
}

/** @returns null when nothing of the kind was decided */
export async function loadNotice(db: Database, key: NoticeKey): Promise<Notice | null> {
  const all = await noticesOf(db, key.pipelineId);
  const { channelId, kind, about } = key;
  return all.find((one) => one.channelId === channelId && one.kind === kind && one.about === about) ?? null;
}

/** Takes the right to post. @returns false when someone else has it now, or has posted */
export async function claimNotice(db: Database, key: NoticeKey, now: Date): Promise<boolean> {
  const claimed = await changeNotice(db, key, { attempted_at: now })
    .where('message_ts', 'is', null)
    .where('problem', 'is', null)
    .where((eb) =>
      eb.or([
        eb('attempted_at', 'is', null),
        eb('attempted_at', '<', new Date(now.getTime() - NOTICE_LEASE_MS)),
        // Noted further in the future than clocks differ: a clock was set back.
        eb('attempted_at', '>', new Date(now.getTime() + NOTICE_LEASE_MS)),
      ]),
    )
    .returning('pipeline_id')
    .execute();
  return claimed.length > 0;
}

/** Slack answered: nothing was posted, so the next try need not wait for the lease nor search the thread. */
export async function releaseNotice(db: Database, notice: Notice): Promise<void> {
  await changeNotice(db, notice, { attempted_at: notice.attemptedAt })
    .where('message_ts', 'is', null)
    .execute();
}

export async function notePosted(db: Database, key: NoticeKey, ts: string): Promise<void> {
  await changeNotice(db, key, { message_ts: ts }).execute();
}

/** It is not posted, now or later. */
export async function noteSettled(db: Database, key: NoticeKey, problem: string): Promise<void> {
  await changeNotice(db, key, { problem }).where('message_ts', 'is', null).execute();
}

interface Change {
  readonly message_ts?: string;
  readonly attempted_at?: Date | null;
  readonly problem?: string;
}

function changeNotice(db: Database, { pipelineId, channelId, kind, about }: NoticeKey, change: Change) {
  return db
    .updateTable('notices')
    .set(change)
    .where('pipeline_id', '=', pipelineId)
    .where('channel_id', '=', channelId)
    .where('kind', '=', kind)
    .where('about', '=', about);
}
