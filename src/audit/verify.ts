import type { Database } from '../storage/database.ts';
import { entryHash, GENESIS, type Head } from './chain.ts';
import { readLog, type StoredEntry } from './read.ts';

export type Verification =
  | { readonly ok: true; readonly entries: number; readonly head: Head }
  | { readonly ok: false; readonly entries: number; readonly bad: BadEntry };

/** The first entry at which the log is not what was written. */
export interface BadEntry {
  readonly seq: number;
  /**
   * `missing`: not there, though a later one or the record of the end says that it was. `changed`: it, or what its
   * hash is built on, is not what was written. `not-the-kept-one`: another entry than the head that was kept.
   * `outside`: before the first entry or after the end, where the program writes none.
   */
  readonly why: 'missing' | 'changed' | 'not-the-kept-one' | 'outside';
}

/**
 * Reads the whole log and computes every hash anew.
 *
 * @param kept a head that an earlier verification printed, kept elsewhere: without it, somebody who can write to the
 *   database could cut off the end and the record of it, or compute the whole chain anew
 */
export async function verifyLog(db: Database, kept: Head | null = null): Promise<Verification> {
  // Read first: entries may be added meanwhile, and the log has to reach at least this far.
  const end = await readHead(db);
  let last: Head = { seq: 0, hash: GENESIS };
  const fail = (seq: number, why: BadEntry['why']): Verification => ({
    ok: false,
    entries: last.seq,
    bad: { seq, why },
  });
  const before = await db
    .selectFrom('audit_log')
    .select('seq')
    .where('seq', '<', 1)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (before !== undefined) return fail(Number(before.seq), 'outside');
  for await (const batch of readLog(db)) {
    for (const entry of batch) {
      const why = problemOf(entry, last, kept);
      if (why !== null) return fail(last.seq + 1, why);
      last = { seq: entry.seq, hash: entry.hash };
      if (entry.seq === end?.seq && entry.hash !== end.hash) return fail(entry.seq, 'changed');
    }
  }
  if (end === null || Math.max(end.seq, kept?.seq ?? 0) > last.seq) return fail(last.seq + 1, 'missing');
  if (end.seq < 1 && end.hash !== GENESIS) return fail(1, 'changed');
  // Read again: whatever was added meanwhile moved the end too.
  const now = await readHead(db);
  if (now === null || now.seq < last.seq) return fail((now ?? end).seq + 1, 'outside');
  return { ok: true, entries: last.seq, head: last };
}

async function readHead(db: Database): Promise<Head | null> {
  const row = await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
  return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
}

function problemOf(entry: StoredEntry, before: Head, kept: Head | null): BadEntry['why'] | null {
  if (entry.seq !== before.seq + 1) return 'missing';
  if (entryHash(before.hash, entry.seq, entry.body) !== entry.hash) return 'changed';
  if (kept !== null && entry.seq === kept.seq && entry.hash !== kept.hash) return 'not-the-kept-one';
  return null;
}
