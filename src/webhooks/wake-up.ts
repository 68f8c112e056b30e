import type { Storage, Tx } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';

/** The key of the job that applies what is in the inbox: one such job waits, however many deliveries came. */
export const APPLY_KEY = 'inbox';

/** Makes sure that what is stored in the inbox is applied. */
export interface WakeUp {
  /**
   * To be called after the insert, in its transaction: leaves a job that begins after the commit, or finds that one
   * waits already.
   *
   * @returns what to call when the transaction has committed, and never when it has not
   */
  add(tx: Tx): Promise<() => void>;

  /** To be called when a run of the job begins, before it reads the inbox. */
  begins(): void;
}

/** A job that still waits after so long has perhaps met with something else than its run. */
const TRUSTED_MS = 1_000;

/**
 * On the embedded engine, which has one process and one connection, a job that this process has added and committed
 * is remembered until a run begins, and no other is added meanwhile: looking for it cost as much as storing 25
 * deliveries. No wake-up is lost by that. Whoever finds it remembered holds the one connection until their own
 * commit, so that a run which begins now reads the inbox only afterwards; a rollback or a crash leaves nothing
 * remembered. On a server, where other processes run jobs too, every transaction asks the queue.
 *
 * @param now milliseconds that never go back
 */
export function createWakeUp(
  queue: Pick<Queue, 'add'>,
  engine: Storage['engine'],
  now: () => number = () => performance.now(),
): WakeUp {
  let runs = 0;
  let trustedUntil = Number.NEGATIVE_INFINITY;

  return {
    async add(tx) {
      if (now() < trustedUntil) return () => {};
      const runsBefore = runs;
      await queue.add(tx, 'apply-events', {}, { key: APPLY_KEY });
      return () => {
        // A run that began between the commit and this call may have been this job's.
        if (engine === 'pglite' && runs === runsBefore) trustedUntil = now() + TRUSTED_MS;
      };
    },

    begins() {
      runs++;
      trustedUntil = Number.NEGATIVE_INFINITY;
    },
  };
}
