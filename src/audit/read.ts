import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

/** As many rows are read at once: few enough to be held, and enough to keep the database busy. */
const BATCH = 10_000;

/** Reads the log from its beginning, in batches, so that any length of it fits into memory. */
export async function* readLog(db: Database, after = 0): AsyncGenerator<readonly StoredEntry[]> {
  let last = after;
  for (;;) {
    const { rows } = await sql<{ seq: string; body: string; hash: string }>`
      select seq, body, hash from audit_log where seq > ${last} order by seq limit ${BATCH}
    `.execute(db);
    if (rows.length === 0) return;
    yield rows.map(({ seq, body, hash }) => ({ seq: Number(seq), body, hash }));
    last = Number(rows.at(-1)?.seq);
    if (rows.length < BATCH) return;
  }
}
