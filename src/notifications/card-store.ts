import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

export interface CardRow {
  readonly pipelineId: string;
  readonly channelId: string;
  readonly messageTs: string | null;
  readonly shownHash: string | null;
  readonly shownEdge: string | null;
  readonly shownAt: Date | null;
  readonly attemptedAt: Date | null;
  /** When the first post was tried whose answer is not known. */
  readonly postingSince: Date | null;
  readonly progressUpdates: number;
  readonly problem: string | null;
  /** Slack user who wants no more replies and mentions for it. */
  readonly mutedBy: string | null;
  readonly createdAt: Date;
}

/** As long as a post may be under way elsewhere, nobody else posts the same card. Longer than the client's time limit. */
const POST_LEASE_MS = 15_000;
/** A post whose sender has given up or died is in the channel by then, if Slack received it at all. */
const ARRIVES_WITHIN_MS = 3_000;

export async function loadCard(db: Database, pipelineId: string, channelId: string): Promise<CardRow | null> {
  const row = await db
    .selectFrom('cards')
    .selectAll()
    .where('pipeline_id', '=', pipelineId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    pipelineId,
    channelId,
    messageTs: row.message_ts,
    shownHash: row.shown_hash,
    shownEdge: row.shown_edge,
    shownAt: row.shown_at,
    attemptedAt: row.attempted_at,
    postingSince: row.posting_since,
    progressUpdates: row.progress_updates,
    problem: row.problem,
    mutedBy: row.muted_by,
    createdAt: row.created_at,
  };
}

/**
 * Takes the right to post a card, so that two replicas never both post it. A card that was claimed since it was loaded
 * is not taken: whoever did may have posted it, and only a card loaded after that says to look in the channel first.
 *
 * @returns false when someone else has it, or had it, meanwhile
 */
export async function claimPost(db: Database, card: CardRow, now: Date): Promise<boolean> {
  if (claimEndsIn(card, now) > 0) return false;
  const claimed = await db
    .updateTable('cards')
    .set({ attempted_at: now, posting_since: card.postingSince ?? now })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .where('message_ts', 'is', null)
    .where('attempted_at', 'is not distinct from', card.attemptedAt)
    .returning('pipeline_id')
    .execute();
  return claimed.length > 0;
}

/** @returns milliseconds until a card may be posted by someone else; never longer than a claim lasts, whatever the clocks do */
export function claimEndsIn(card: Pick<CardRow, 'attemptedAt'>, now: Date): number {
  if (card.attemptedAt === null) return 0;
  const age = now.getTime() - card.attemptedAt.getTime();
  // Noted further in the future than clocks differ: a clock was set back, and nobody waits until it is there again.
  return age < -POST_LEASE_MS ? 0 : Math.max(0, Math.min(POST_LEASE_MS, POST_LEASE_MS - age));
}

/** No answer came and none will: what was sent has a moment to show up in the channel, where it is looked for. */
export async function shortenClaim(db: Database, card: CardRow, now: Date): Promise<void> {
  await shortenedClaims(db, now)
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .execute();
}

/** As {@link shortenClaim}, for every card: for the claims of a process that died, when no other runs. */
export async function shortenAllClaims(db: Database, now: Date): Promise<void> {
  await shortenedClaims(db, now).execute();
}

function shortenedClaims(db: Database, now: Date) {
  const enough = new Date(now.getTime() - POST_LEASE_MS + ARRIVES_WITHIN_MS);
  return db
    .updateTable('cards')
    .set({ attempted_at: enough })
    .where('message_ts', 'is', null)
    .where('attempted_at', '>', enough);
}

/** Slack answered: nothing was posted, so the next try need not wait for the lease nor search the channel. */
export async function releasePost(db: Database, card: CardRow): Promise<void> {
  await db
    .updateTable('cards')
    .set({ attempted_at: card.attemptedAt, posting_since: card.postingSince })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .where('message_ts', 'is', null)
    .execute();
}

export async function noteShown(
  db: Database,
  card: CardRow,
  shown: { readonly ts: string; readonly hash: string; readonly edge: string; readonly at: Date },
): Promise<void> {
  const onlyProgress = card.shownEdge === shown.edge;
  await db
    .updateTable('cards')
    .set({
      message_ts: shown.ts,
      shown_hash: shown.hash,
      shown_edge: shown.edge,
      shown_at: shown.at,
      progress_updates: onlyProgress ? card.progressUpdates + 1 : card.progressUpdates,
    })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .execute();
}

/**
 * An update has arrived. If somebody else's arrived since the card was loaded, nobody knows which of the two Slack shows.
 *
 * @returns false in that case: the card counts as showing nothing known, and has to be delivered again
 */
export async function noteUpdated(
  db: Database,
  card: CardRow,
  shown: { readonly hash: string; readonly edge: string; readonly at: Date },
): Promise<boolean> {
  const onlyProgress = card.shownEdge === shown.edge;
  const isMine = sql<boolean>`shown_hash is not distinct from ${card.shownHash}::text`;
  const row = await db
    .updateTable('cards')
    .set({
      shown_hash: sql<string | null>`case when ${isMine} then ${shown.hash}::text end`,
      shown_edge: shown.edge,
      shown_at: shown.at,
      progress_updates: onlyProgress ? card.progressUpdates + 1 : card.progressUpdates,
    })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .returning('shown_hash')
    .executeTakeFirst();
  return row === undefined || row.shown_hash !== null;
}

/** The card cannot be shown; it is left alone until someone acts on its pipeline in that channel again. */
export async function noteProblem(db: Database, card: CardRow, problem: string): Promise<void> {
  await db
    .updateTable('cards')
    .set({ problem })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .execute();
}

/** The message cannot be edited any longer: the next delivery posts another one. */
export async function postAgain(db: Database, card: CardRow): Promise<void> {
  await db
    .updateTable('cards')
    .set({ message_ts: null, shown_hash: null, shown_edge: null, attempted_at: null, posting_since: null })
    .where('pipeline_id', '=', card.pipelineId)
    .where('channel_id', '=', card.channelId)
    .where('message_ts', '=', card.messageTs)
    .execute();
}
