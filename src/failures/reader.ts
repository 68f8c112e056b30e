import { CircleCIError, type CircleCIErrorCode } from '../api/index.ts';
import type { Logger } from '../telemetry/log.ts';

/** What may well be answered some minutes later. */
const PASSING = new Set<CircleCIErrorCode>(['rate_limited', 'unavailable', 'timeout', 'unexpected_response']);

/** Reads part after part; one that CircleCI does not give leaves the others alone. */
export interface Reader {
  /** @returns what the work returns, null when CircleCI did not give it. @throws what is not CircleCI's doing */
  read<T>(what: string, work: () => Promise<T>): Promise<T | null>;
  /** Something is missing that may be there later. */
  noteMissing(): void;
  /** True when asking again may bring more. */
  readonly mayAskAgain: boolean;
  /** How long CircleCI asked to be left alone, in milliseconds; 0 when it did not. */
  readonly waitMs: number;
}

export function createReader(log: Logger): Reader {
  let mayAskAgain = false;
  let waitMs = 0;
  return {
    async read(what, work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CircleCIError)) throw error;
        log.info({ err: error }, `${what} could not be read from CircleCI`);
        if (PASSING.has(error.code)) mayAskAgain = true;
        waitMs = Math.max(waitMs, error.retryAfterMs ?? 0);
        return null;
      }
    },
    noteMissing() {
      mayAskAgain = true;
    },
    get mayAskAgain() {
      return mayAskAgain;
    },
    get waitMs() {
      return waitMs;
    },
  };
}
