/** What goes wrong with the next calls of a method, on purpose. */
export type Fault = {
  /** A Web API method, `response_url`, `upload` (of a file's bytes), or `*` for any. */
  readonly method: string;
  /** How many calls; 1 unless said otherwise. */
  readonly times?: number;
} & FaultBehaviour;

export type FaultBehaviour =
  /** 429 with Retry-After, in seconds (1 unless said otherwise). */
  | { readonly behaviour: 'ratelimited'; readonly retryAfter?: number }
  /** This HTTP status without a usable body (500 unless said otherwise). */
  | { readonly behaviour: 'status'; readonly status?: number }
  /** Never answered. */
  | { readonly behaviour: 'hang' }
  /** The socket is destroyed, nothing was done. */
  | { readonly behaviour: 'reset' }
  /** It is done, then the socket is destroyed instead of an answer. */
  | { readonly behaviour: 'resetAfter' }
  /** It is done, then answered with `{}`, as by a proxy that lost the answer. */
  | { readonly behaviour: 'emptyAfter' }
  /** Answered rightly, but only after this many milliseconds. */
  | { readonly behaviour: 'slow'; readonly delayMs: number }
  /** `{ ok: false, error }` */
  | { readonly behaviour: 'error'; readonly error: string };

export interface FaultQueue {
  next(fault: Fault): void;
  /** The fault for this call, taken from the queue. */
  take(method: string): FaultBehaviour | null;
  /** Forgets the faults that did not happen yet. */
  clear(): void;
}

/** Faults that wait for their calls, first come first served. */
export function createFaultQueue(): FaultQueue {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    next: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    take(method) {
      const entry = waiting.find(({ fault }) => fault.method === method || fault.method === '*');
      if (!entry) return null;
      entry.left -= 1;
      if (entry.left <= 0) waiting = waiting.filter((one) => one !== entry);
      return entry.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
