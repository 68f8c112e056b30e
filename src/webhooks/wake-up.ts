import { APPLY_EVENTS_KEY } from '../domain/job-data.ts';
import type { Tx } from '../storage/database.ts';
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

/** Every transaction asks the queue. */
export function createWakeUp(queue: Pick<Queue, 'add'>): WakeUp {
  return {
    waits: () => null,
    async add(tx) {
      await queue.add(tx, 'apply-events', {}, { key: APPLY_EVENTS_KEY });
      return () => {};
    },
    begins() {},
  };
}
