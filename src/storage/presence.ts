import pg from 'pg';
import { connectionOptions, type DatabaseTimeouts, endClient, prepareSession } from './connections.ts';

/** Whether other processes of this program use the same database. */
export interface Presence {
  /**
   * Counts this process as one that runs, until its connection ends. When no other one runs, `task` is carried out
   * first, and whoever starts meanwhile waits for it. Only the first call of a process does anything.
   *
   * @throws what connecting or the task throws
   */
  whenAlone(task: () => Promise<void>): Promise<void>;
  leave(): Promise<void>;
}

/** Any number that nothing else on this database uses as an advisory lock. */
const LOCK = 7_220_411;
/** Whoever is alone holds others up for as long as its task takes, which is a few statements. */
const PATIENCE_MS = 10_000;
const COME_BACK_MS = 1_000;
/** Longer than the wait for the lock. */
const TIMEOUTS: DatabaseTimeouts = { statement: PATIENCE_MS + 2_000, answer: PATIENCE_MS + 4_000 };
/** So often the connection is used, so that one which is silent is found out and replaced. */
const ASK_EVERY_MS = 5_000;

/**
 * Every process shares one advisory lock of the server for as long as its connection lives; a killed process's
 * connection is closed by its kernel, so that its successor knows at once that nobody works on what it left. Where
 * that is not seen (the machine died, a pooler keeps the session) the successor counts as not alone, and the job
 * queue's heartbeat finds what was left, only later.
 */
export function createPresence(url: string): Presence {
  let client: pg.Client | null = null;
  let asked = false;
  let left = false;

  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client(connectionOptions(url, TIMEOUTS));
    // The end of the connection is what counts; without a listener an error would end the process.
    fresh.on('error', () => {});
    await fresh.connect();
    await prepareSession(fresh, TIMEOUTS);
    client = fresh;
    fresh.once('end', () => {
      if (client === fresh) comeBack();
    });
    return fresh;
  };

  /** Once it has its lock. A connection that does not answer is closed, and its end brings a new one. */
  const keepAsking = (session: pg.Client): void => {
    const timer = setTimeout(() => {
      session
        .query('select 1')
        .then(() => keepAsking(session))
        .catch(() => endClient(session));
    }, ASK_EVERY_MS);
    timer.unref();
  };

  const comeBack = (): void => {
    client = null;
    if (!left) setTimeout(again, COME_BACK_MS).unref();
  };

  const again = async (): Promise<void> => {
    if (left) return;
    try {
      const session = await connect();
      if (left) return await endClient(session);
      // If it cannot be shared, the end of this connection brings it here once more.
      session
        .query('select pg_advisory_lock_shared($1)', [LOCK])
        .then(() => keepAsking(session))
        .catch(() => endClient(session));
    } catch {
      comeBack();
    }
  };

  return {
    async whenAlone(task) {
      if (asked) return;
      asked = true;
      const session = await connect();
      // In one transaction, so that a pooler gives all of it the same session.
      await session.query('begin');
      await session.query(`set local lock_timeout = ${PATIENCE_MS}`);
      // The task has connections of its own, and this one is idle meanwhile.
      await session.query("set local idle_in_transaction_session_timeout = '2min'");
      const { rows } = await session.query('select pg_try_advisory_lock($1) as alone', [LOCK]);
      const alone = rows[0]?.alone === true;
      if (alone) await task();
      await session.query('select pg_advisory_lock_shared($1)', [LOCK]);
      if (alone) await session.query('select pg_advisory_unlock($1)', [LOCK]);
      await session.query('commit');
      keepAsking(session);
    },

    async leave() {
      left = true;
      if (client !== null) await endClient(client);
    },
  };
}
