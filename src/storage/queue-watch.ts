import { sql } from 'kysely';
import type { JobName } from '../domain/job-data.ts';
import type { Database } from './database.ts';
import { DEAD_LETTERS } from './queue-settings.ts';

/** How long a due job that nobody announced waits at most: a retry, or one deferred elsewhere or before a restart. */
const LOOK_EVERY_MS = 2_000;

export interface QueueWatch {
  stop(): Promise<void>;
}

/**
 * Finds due jobs that nobody announced and wakes their workers: one lean statement for all queues. Were each of some
 * twenty workers to poll for itself, the embedded engine, which works on the program's own thread, would hold up one
 * acknowledgement in fifty.
 *
 * @param wake is told the name of each queue that has a due job
 */
export function watchQueues(db: Database, wake: (name: JobName) => void): QueueWatch {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let looking = Promise.resolve();

  const look = async (): Promise<void> => {
    try {
      for (const name of await dueQueues(db)) wake(name);
    } catch {
      // The database is away, which whoever needs it reports; the next look comes all the same.
    }
    if (!stopped) again();
  };
  const again = () => {
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_EVERY_MS);
    timer.unref();
  };
  again();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

async function dueQueues(db: Database): Promise<JobName[]> {
  const { rows } = await sql<{ name: JobName }>`
    select distinct name from pgboss.job
     where state < 'active' and start_after <= now() and name <> ${DEAD_LETTERS}
  `.execute(db);
  return rows.map(({ name }) => name);
}
