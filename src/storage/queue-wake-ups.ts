import type { PgBoss } from 'pg-boss';
import type { JobName } from '../domain/job-data.ts';

/** Beyond this many pending timers the watch for due jobs has to do. */
const MAX_TIMERS = 2_000;
/** Farther ahead the watch is exact enough, and `setTimeout` counts no more than 24 days. */
const MAX_SECONDS = 3600;

export type WakeUps = ReturnType<typeof createWakeUps>;

/** The workers of one queue in this process. */
interface Crew {
  readonly idle: Set<string>;
  /** How often there was, or may have been, something to fetch that an idle worker did not get. */
  calls: number;
}

/**
 * Has workers look for jobs: one worker for each announcement, and the next one when that one has found something.
 * Were all workers of a queue woken for each job, as pg-boss does, eight would ask the database for one card, and the
 * embedded engine would spend a third of its time on that.
 *
 * The database announces only jobs that are due when added; later ones would wait for a worker's next poll, and for
 * them there are timers. Only a hint: after a restart, or in another replica, the watch for due jobs finds it.
 *
 * @param notify has one worker fetch, now or when what it does has ended
 */
export function createWakeUps(notify: (workerId: string) => void) {
  const crews = new Map<string, Crew>();
  const timers = new Set<NodeJS.Timeout>();

  const callOne = ({ idle }: Crew): boolean => {
    for (const id of idle) {
      notify(id);
      return true;
    }
    return false;
  };

  const wake = (name: string) => {
    const crew = crews.get(name);
    if (crew === undefined) return;
    crew.calls++;
    callOne(crew);
  };

  return {
    register(name: JobName, workerId: string): void {
      const crew = crews.get(name) ?? { idle: new Set(), calls: 0 };
      crews.set(name, crew);
      crew.idle.add(workerId);
    },

    /**
     * A worker begins with what it has fetched.
     *
     * @param mayBeMore it got as many jobs as it takes at once
     * @returns to be called when it has ended
     */
    begins(name: JobName, workerId: string, mayBeMore: boolean): () => void {
      const crew = crews.get(name);
      if (crew === undefined) return () => {};
      const before = crew.calls;
      crew.idle.delete(workerId);
      if (mayBeMore && !callOne(crew)) crew.calls++;
      return () => {
        crew.idle.add(workerId);
        // What was announced meanwhile may have waited for this very job, being of its key.
        if (crew.calls !== before) notify(workerId);
      };
    },

    schedule(name: JobName, afterSeconds: number): void {
      if (timers.size >= MAX_TIMERS || !crews.has(name) || afterSeconds > MAX_SECONDS) return;
      // A little late on purpose: the job's time was taken from the database's clock.
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          wake(name);
        },
        afterSeconds * 1000 + 5,
      );
      timer.unref();
      timers.add(timer);
    },

    wake,

    stop(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/**
 * Has `announced` told which queue has a new job, in place of pg-boss, which would wake all of its workers. What was
 * missed while the connection was down is still seen to by pg-boss. Call before it starts.
 */
export function hearAnnouncements(boss: PgBoss, announced: (queue: string) => void): void {
  const db = boss.getDb();
  const listen = db.listen?.bind(db);
  if (listen === undefined) throw new Error('the job queue cannot listen to this database');
  db.listen = (channel, _wakeAll, onReconnect) => listen(channel, announced, onReconnect);
}
