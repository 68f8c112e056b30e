import { APPLY_EVENTS_KEY } from '../domain/job-data.ts';
import type { Storage, Tx } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';

/** Makes sure that what is stored in the inbox is applied. */
export interface WakeUp {
  /**
   * Whether a job waits already that will apply what is stored now.
   *
   * @returns null when that is not known: then `add` is to be called. Else what to call after the insert was
   *   committed, which says whether it still holds: if not, a run may have read the inbox before, and `add` is to be
   *   called after all
   */
  waits(): (() => boolean) | null;

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
 * On the embedded engine, which has one process, a job that this process has added and committed is remembered until a
 * run begins, and no other is added meanwhile: an insert is one statement then and no transaction of three, in between
 * which the engine waits for the program's busy thread. No wake-up is lost by that: where a run begins before the
 * insert was answered, one is added after it, and a start after a crash adds one whatever was left. On a server, where
 * other processes run jobs too, every transaction asks the queue.
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
    waits() {
      const before = runs;
      return now() < trustedUntil ? () => runs === before : null;
    },

    async add(tx) {
      const before = runs;
      await queue.add(tx, 'apply-events', {}, { key: APPLY_EVENTS_KEY });
      return () => {
        // A run that began between the commit and this call may have been this job's.
        if (engine === 'pglite' && runs === before) trustedUntil = now() + TRUSTED_MS;
      };
    },

    begins() {
      runs++;
      trustedUntil = Number.NEGATIVE_INFINITY;
    },
  };
}
