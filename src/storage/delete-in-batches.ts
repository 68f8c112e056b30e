import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

const BATCH = 1_000;

/**
 * Deletes rows a thousand at a time, each batch a transaction of its own: no lock is held for long.
 *
 * @param table and `condition` are parts of a statement, written in the program
 * @param mostBatches so many at once; the rest is left to the next call
 * @returns how many rows were deleted, and whether some may be left
 */
export async function deleteInBatches(
  db: Database,
  table: string,
  condition: RawBuilder<boolean>,
  mostBatches: number,
): Promise<{ readonly deleted: number; readonly more: boolean }> {
  let deleted = 0;
  for (let batch = 0; batch < mostBatches; batch++) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${condition} limit ${sql.lit(BATCH)}
      ))
    `.execute(db);
    const count = Number(numAffectedRows ?? 0n);
    deleted += count;
    if (count < BATCH) return { deleted, more: false };
  }
  return { deleted, more: true };
}
