import { setTimeout as pause } from 'node:timers/promises';

/** Slack waits three seconds for the answer to a form or a search; the rest is for the way there and back. */
export const ACKNOWLEDGED_WITHIN_MS = 2_500;

/**
 * @param late what is answered when `work` takes longer than Slack waits; what `work` comes to is then dropped
 * @throws what `work` throws in time
 */
export async function inTime<T>(work: Promise<T>, late: () => T): Promise<T> {
  work.catch(() => {});
  const over = new AbortController();
  const tooLate = pause(ACKNOWLEDGED_WITHIN_MS, undefined, { signal: over.signal }).then(late);
  tooLate.catch(() => {});
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
  }
}
