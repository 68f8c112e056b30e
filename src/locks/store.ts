import { type Selectable, sql } from 'kysely';
import type { Lock } from '../domain/lock.ts';
import { withProjectNames } from '../runs/project-names.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { LocksTable } from '../storage/schema-locks.ts';

/** @returns the locks that hold now, those of everything first, then by project */
export async function locksInForce(db: Database | Tx, now: Date): Promise<Lock[]> {
  return (await openLocks(db)).filter(({ until }) => Date.parse(until) > now.getTime());
}

/** @returns those that nobody has ended yet, also when they are over and about to be ended */
export async function openLocks(db: Database | Tx, projects?: readonly (string | null)[]): Promise<Lock[]> {
  let query = db.selectFrom('locks').selectAll().where('ended_at', 'is', null);
  if (projects !== undefined) {
    const slugs = projects.filter((slug) => slug !== null);
    query = query.where((eb) =>
      eb.or([eb('project', 'is', null), ...(slugs.length === 0 ? [] : [eb('project', 'in', slugs)])]),
    );
  }
  const rows = await query.orderBy(sql`coalesce(project, '')`).orderBy(sql`coalesce(branch, '')`).execute();
  return withProjectNames(db, rows.map(lockOf));
}

/** @returns the lock, ended or not, with how it ended; null when it is not stored (any more) */
export async function loadLock(
  db: Database | Tx,
  id: string,
): Promise<{ readonly lock: Lock; readonly ended: LockEnd | null } | null> {
  const row = await db.selectFrom('locks').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const [lock = lockOf(row)] = await withProjectNames(db, [lockOf(row)]);
  return {
    lock,
    ended: row.ended_at === null ? null : { by: row.ended_by, because: row.ended_because },
  };
}

export interface LockEnd {
  /** Slack user who released it; null when its time was up. */
  readonly by: string | null;
  readonly because: string | null;
}

/** Every change of any lock waits for this one's turn, so that what overlaps is seen. Call it first in a transaction. */
export async function lockTheLocks(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(7_221)}, 1)`.execute(tx);
}

function lockOf(row: Selectable<LocksTable>): Lock {
  return {
    id: row.id,
    project: row.project,
    branch: row.branch,
    teamId: row.team_id,
    userId: row.user_id,
    channelId: row.channel_id,
    reason: row.reason,
    since: row.created_at.toISOString(),
    until: row.expires_at.toISOString(),
  };
}
