import type { Logger } from '../telemetry/log.ts';

const QUIET_MS = 10_000;

/**
 * Tells the log that deliveries are refused and why, so that a wrong secret is not silent, but no more often
 * than every ten seconds per kind, so that nobody can fill the disk by knocking.
 */
export function createRefusalLog(log: Logger, now: () => number = Date.now) {
  const last = new Map<string, { at: number; unlogged: number }>();
  return {
    note(outcome: string, reason: string): void {
      const before = last.get(outcome);
      if (before !== undefined && now() - before.at < QUIET_MS) {
        before.unlogged++;
        return;
      }
      last.set(outcome, { at: now(), unlogged: 0 });
      log.warn({ outcome, reason, since: before?.unlogged ?? 0 }, 'a webhook delivery was refused');
    },
  };
}
