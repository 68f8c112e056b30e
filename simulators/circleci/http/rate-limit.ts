/** A fixed window for all requests together; CircleCI publishes no figures, so this one is generous. */
export interface RateLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

export const GENEROUS: RateLimit = { limit: 6_000, windowSeconds: 60 };

export interface RateLimiter {
  set(limit: RateLimit): void;
  /** Counts a request. */
  take(): { readonly allowed: boolean; readonly headers: Readonly<Record<string, string>> };
}

export function createRateLimiter(first: RateLimit): RateLimiter {
  let current = first;
  let windowEnds = 0;
  let used = 0;

  function set(limit: RateLimit): void {
    current = limit;
    windowEnds = 0;
  }

  function take() {
    const now = Date.now();
    if (now >= windowEnds) {
      windowEnds = now + current.windowSeconds * 1_000;
      used = 0;
    }
    used += 1;
    const reset = String(Math.max(1, Math.ceil((windowEnds - now) / 1_000)));
    const allowed = used <= current.limit;
    return {
      allowed,
      headers: {
        'ratelimit-limit': String(current.limit),
        'ratelimit-remaining': String(Math.max(0, current.limit - used)),
        'ratelimit-reset': reset,
        ...(allowed ? {} : { 'retry-after': reset }),
      },
    };
  }

  return { set, take };
}
