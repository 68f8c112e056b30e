import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Tx } from './database.ts';

const MOST_TRIES = 4;
/** So that those who met do not meet again. */
const APART_MS = 30;
/** Serialization failure and deadlock: the same may work when it is tried again. Source: PostgreSQL docs, appendix A. */
const CROSSED = new Set(['40001', '40P01']);

/**
 * Does `work` in a transaction, and again from the start when the database has ended it because it and another one
 * waited for each other. Everybody locks in one order, and still a deadlock must not reach whoever clicked.
 *
 * @param work changes nothing but the database, so that it can be done again; what it only counts may count twice
 * @throws what `work` throws, and the database's error after the last try; then nothing is changed
 */
export async function transact<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries === MOST_TRIES || !isCrossed(error)) throw error;
      await pause(tries * APART_MS * Math.random());
    }
  }
}

function isCrossed(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && CROSSED.has(code);
}
