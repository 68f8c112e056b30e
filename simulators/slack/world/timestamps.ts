import type { Clock } from '../options.ts';

/**
 * @returns a maker of message times, `1795000000.000100`: seconds, a dot, six digits; each later than the one
 * before, so that a ts names one message of the workspace and sorting them as strings is sorting by time
 */
export function createTimestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.round(clock.now() * 1000));
    const seconds = Math.floor(last / 1_000_000);
    return `${seconds}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
