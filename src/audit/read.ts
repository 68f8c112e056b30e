import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

/** As many rows are read at once: few enough to be held, and enough to keep the database busy. */
const BATCH = 5_000;

/** Reads the log from its beginning, in batches, so that any length of it fits into memory. */
export async function* readLog(db: Database): AsyncGenerator<readonly StoredEntry[]> {
  for (let last = 0; ; ) {
    const batch = (await readAsText(db, last)) ?? (await readRows(db, last));
    const end = batch.at(-1);
    if (end === undefined) return;
    yield batch;
    last = end.seq;
  }
}

/**
 * A whole batch as one text, a line for each entry: half the work of as many rows. No body that was written has a line
 * feed in it, because JSON writes it as an escape.
 *
 * @returns null when there are more lines than rows, which only a changed log has
 */
async function readAsText(db: Database, after: number): Promise<readonly StoredEntry[] | null> {
  const { rows } = await sql<{ count: number; lines: string | null }>`
    select count(*)::int as count, string_agg(seq || ' ' || hash || ' ' || body, E'\n' order by seq) as lines
      from (select seq, hash, body from audit_log where seq > ${after} order by seq limit ${BATCH}) batch
  `.execute(db);
  const [{ count, lines } = { count: 0, lines: null }] = rows;
  if (count === 0 || lines === null) return [];
  const entries = lines.split('\n').map(entryOf);
  const good = entries.filter((entry) => entry !== null);
  return entries.length === count && good.length === count ? good : null;
}

function entryOf(line: string): StoredEntry | null {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  if (first < 1 || second < 0) return null;
  const seq = Number(line.slice(0, first));
  if (!Number.isSafeInteger(seq)) return null;
  return { seq, hash: line.slice(first + 1, second), body: line.slice(second + 1) };
}

async function readRows(db: Database, after: number): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<{ seq: string; body: string; hash: string }>`
    select seq, body, hash from audit_log where seq > ${after} order by seq limit ${BATCH}
  `.execute(db);
  return rows.map(({ seq, body, hash }) => ({ seq: Number(seq), body, hash }));
}
