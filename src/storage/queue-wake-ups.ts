import type { JobName } from '../domain/job-data.ts';

/** Beyond this many pending timers the watch for due jobs has to do. */
const MAX_TIMERS = 2_000;

export type WakeUps = ReturnType<typeof createWakeUps>;

/**
 * The database announces only jobs that are due when added; later ones would wait for a worker's next poll.
 * This wakes the workers of this process when a deferred job it added becomes due. Only a hint: after a
 * restart, or in another replica, the watch for due jobs finds it.
 */
export function createWakeUps(notify: (workerId: string) => void) {
  const workers = new Map<JobName, string[]>();
  const timers = new Set<NodeJS.Timeout>();

  const wake = (name: JobName) => {
    for (const id of workers.get(name) ?? []) notify(id);
  };

  return {
    register(name: JobName, workerId: string): void {
      workers.set(name, [...(workers.get(name) ?? []), workerId]);
    },

    schedule(name: JobName, afterSeconds: number): void {
      if (timers.size >= MAX_TIMERS || !workers.has(name) || afterSeconds > MAX_SECONDS) return;
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

    again: notify,

    stop(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Farther ahead the watch is exact enough, and `setTimeout` counts no more than 24 days. */
const MAX_SECONDS = 3600;
