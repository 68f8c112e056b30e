import { type HttpMethod, isIdempotent } from './endpoint.ts';

/** How one try ended, as far as trying again goes. */
export interface FailedTry {
  readonly method: HttpMethod;
  /** 1 for the first. */
  readonly attempt: number;
  /** Null when there was no answer at all. */
  readonly status: number | null;
  /** What `Retry-After` said, in milliseconds; null without it. */
  readonly retryAfterMs: number | null;
  /** Milliseconds left of the time in which the call may wait. */
  readonly remainingMs: number;
}

const MAX_TRIES = 4;
const BASE_MS = 200;
const CAP_MS = 5_000;
const RETRIED = new Set([429, 502, 503, 504]);

/**
 * Full jitter over an exponential, or what `Retry-After` says plus a little jitter, so that many clients
 * told to wait do not come back in the same instant.
 *
 * For POST and PATCH only after a 429, which says that nothing was done: whether an approval or a trigger happened is
 * otherwise settled by reading the state back.
 *
 * @param random from 0 up to 1
 * @returns milliseconds to wait before the next try, or null to give up
 */
export function retryDelay(failed: FailedTry, random: () => number): number | null {
  if (failed.attempt >= MAX_TRIES) return null;
  if (!isIdempotent(failed.method) && failed.status !== 429) return null;
  if (failed.status !== null && !RETRIED.has(failed.status)) return null;
  const backoff = random() * Math.min(CAP_MS, BASE_MS * 2 ** (failed.attempt - 1));
  const delay = failed.retryAfterMs === null ? backoff : failed.retryAfterMs + random() * BASE_MS;
  return delay < failed.remainingMs ? delay : null;
}
