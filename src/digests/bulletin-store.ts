import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Tx } from '../storage/database.ts';

/** A message of its own in a channel, posted once. */
export interface Bulletin {
  readonly id: string;
  readonly kind: 'digest' | 'over-budget' | 'project';
  readonly channelId: string;
  readonly dueAt: Date;
  readonly about: unknown;
  /** When it was first due and nothing more could be held back for it. */
  readonly closedAt: Date | null;
  readonly messageTs: string | null;
  readonly attemptedAt: Date | null;
  readonly problem: string | null;
  readonly createdAt: Date;
}

/** As long as a post may be under way elsewhere, nobody else posts the same. Longer than the client's time limit. */
export const BULLETIN_LEASE_MS = 15_000;
const OVERDUE_MS = 600_000;
/** Latecomers of one digest share another, which comes so much later. */
const COLLECT_MS = 60_000;
const MOST_LATE_MS = 600_000;

/**
 * The digest of a channel that is due at a time, made with its job when it is the first to be asked for. It stays
 * open until the transaction ends; one that was closed meanwhile has another follow it, a minute later.
 *
 * @returns its id
 */
export async function digestDue(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  channelId: string,
  dueAt: Date,
): Promise<string> {
  const due = await stillToCome(tx, channelId, dueAt);
  const { id } = await tx
    .insertInto('bulletins')
    .values({ kind: 'digest', channel_id: channelId, due_at: due, created_at: ctx.now() })
    .onConflict((conflict) =>
      conflict
        .columns(['channel_id', 'due_at'])
        .where('kind', '=', 'digest')
        .where('closed_at', 'is', null)
        .doUpdateSet({ due_at: due }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(ctx, tx, id, due);
  return id;
}

/** What comes too late for a digest, by a clock that is behind say, is collected for a moment and not told one by one. */
async function stillToCome(tx: Tx, channelId: string, dueAt: Date): Promise<Date> {
  const closed = await tx
    .selectFrom('bulletins')
    .select('due_at')
    .where('kind', '=', 'digest')
    .where('channel_id', '=', channelId)
    .where('due_at', '>=', dueAt)
    .where('due_at', '<', new Date(dueAt.getTime() + MOST_LATE_MS))
    .where('closed_at', 'is not', null)
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return closed === undefined ? dueAt : new Date(closed.due_at.getTime() + COLLECT_MS);
}

/** A message that is due at once. */
export async function bulletinNow(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  {
    kind,
    channelId,
    about,
  }: { readonly kind: 'over-budget' | 'project'; readonly channelId: string; readonly about: object },
): Promise<void> {
  const now = ctx.now();
  const { id } = await tx
    .insertInto('bulletins')
    .values({
      kind,
      channel_id: channelId,
      due_at: now,
      about: JSON.stringify(about),
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(ctx, tx, id, now);
}

/** Has every message that is not out yet posted at its time: what is past it, once and now. */
export async function announceAll(ctx: Pick<Context, 'db' | 'queue' | 'now'>): Promise<void> {
  await announceEach(ctx, await unsent(ctx.db).execute());
}

/** The same for what should have been out for a while: its job was given up, during an outage of Slack say. */
export async function announceOverdue(ctx: Pick<Context, 'db' | 'queue' | 'now'>): Promise<void> {
  const overdue = new Date(ctx.now().getTime() - OVERDUE_MS);
  await announceEach(ctx, await unsent(ctx.db).where('due_at', '<', overdue).execute());
}

function unsent(db: Database) {
  return db
    .selectFrom('bulletins')
    .select(['id', 'due_at'])
    .where('message_ts', 'is', null)
    .where('problem', 'is', null)
    .orderBy('id');
}

async function announceEach(
  ctx: Pick<Context, 'db' | 'queue' | 'now'>,
  rows: readonly { readonly id: string; readonly due_at: Date }[],
): Promise<void> {
  for (const { id, due_at: dueAt } of rows) await announce(ctx, ctx.db, id, dueAt);
}

/** @returns milliseconds until it is due; none when it is */
export function dueIn({ dueAt }: Pick<Bulletin, 'dueAt'>, now: Date): number {
  return Math.max(0, dueAt.getTime() - now.getTime());
}

async function announce(
  { queue, now }: Pick<Context, 'queue' | 'now'>,
  db: Database | Tx,
  bulletinId: string,
  dueAt: Date,
): Promise<void> {
  const afterSeconds = dueIn({ dueAt }, now()) / 1000;
  await queue.add(db, 'post-bulletin', { bulletinId }, { key: bulletinId, afterSeconds });
}

export async function loadBulletin(db: Database, id: string): Promise<Bulletin | null> {
  const row = await db.selectFrom('bulletins').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    kind: row.kind,
    channelId: row.channel_id,
    dueAt: row.due_at,
    about: row.about,
    closedAt: row.closed_at,
    messageTs: row.message_ts,
    attemptedAt: row.attempted_at,
    problem: row.problem,
    createdAt: row.created_at,
  };
}

/** From now on nothing more is held back for it; waits for those who are doing so. */
export async function closeBulletin(db: Database, id: string): Promise<void> {
  await db
    .updateTable('bulletins')
    // The database's clock: a lost post is looked for from then on, by Slack's.
    .set({ closed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute();
}

/** Takes the right to post. @returns false when someone else has it now, or has posted */
export async function claimBulletin(db: Database, id: string, now: Date): Promise<boolean> {
  const claimed = await db
    .updateTable('bulletins')
    .set({ attempted_at: now })
    .where('id', '=', id)
    .where('message_ts', 'is', null)
    .where((eb) =>
      eb.or([
        eb('attempted_at', 'is', null),
        eb('attempted_at', '<', new Date(now.getTime() - BULLETIN_LEASE_MS)),
        // Further in the future than clocks differ: a clock was set back, and nobody waits until it is there again.
        eb('attempted_at', '>', new Date(now.getTime() + BULLETIN_LEASE_MS)),
      ]),
    )
    .returning('id')
    .execute();
  return claimed.length > 0;
}

/** Slack answered: nothing was posted, so the next try need not wait for the lease nor search the channel. */
export async function releaseBulletin(db: Database, { id, attemptedAt }: Bulletin): Promise<void> {
  await db
    .updateTable('bulletins')
    .set({ attempted_at: attemptedAt })
    .where('id', '=', id)
    .where('message_ts', 'is', null)
    .execute();
}

export async function noteBulletin(
  db: Database,
  id: string,
  outcome: { readonly message_ts: string } | { readonly problem: string },
): Promise<void> {
  await db.updateTable('bulletins').set(outcome).where('id', '=', id).execute();
}
