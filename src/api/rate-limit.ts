/** What one response said about the rate limit. Times in milliseconds. */
export interface RateLimit {
  readonly limit: number | null;
  readonly remaining: number;
  /** Until the window starts anew; null when not said. */
  readonly resetMs: number | null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Names are spelt once, not for every response. */
const UNITS = Object.entries({ second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }).map(
  ([unit, ms]) => ({ remaining: `x-ratelimit-remaining-${unit}`, limit: `x-ratelimit-limit-${unit}`, ms }),
);

/**
 * Reads every form in use: `RateLimit-Limit/-Remaining/-Reset` and `X-RateLimit-…-<unit>` (v2; where both are
 * there, the lower applies), and the structured `RateLimit` field (v3).
 * Source: CircleCI docs, API developer's guide, "Rate limits"; IETF draft-ietf-httpapi-ratelimit-headers.
 *
 * @param now milliseconds since the epoch
 * @returns the tightest of them, or null when no header tells what remains
 */
export function parseRateLimit(headers: Headers, now: number): RateLimit | null {
  let tightest = tighter(plain(headers, now), structured(first(headers.ratelimit), now));
  for (const unit of UNITS) {
    const remaining = count(headers[unit.remaining]);
    if (remaining === null) continue;
    tightest = tighter(tightest, { limit: count(headers[unit.limit]), remaining, resetMs: unit.ms });
  }
  return tightest;
}

function tighter(one: RateLimit | null, other: RateLimit | null): RateLimit | null {
  if (one === null || other === null) return one ?? other;
  return other.remaining < one.remaining ? other : one;
}

function plain(headers: Headers, now: number): RateLimit | null {
  const remaining = count(headers['ratelimit-remaining']) ?? count(headers['x-ratelimit-remaining']);
  if (remaining === null) return null;
  const limit = count(headers['ratelimit-limit']) ?? count(headers['x-ratelimit-limit']);
  const reset = count(headers['ratelimit-reset']) ?? count(headers['x-ratelimit-reset']);
  return { limit, remaining, resetMs: resetMs(reset, now) };
}

/** `limit=100, remaining=50, reset=5` and `"default";r=50;t=5` */
function structured(text: string | undefined, now: number): RateLimit | null {
  if (text === undefined) return null;
  const remaining = count(/(?:^|[;,\s])(?:r|remaining)=(\d+)/.exec(text)?.[1]);
  if (remaining === null) return null;
  const limit = count(/(?:^|[;,\s])(?:q|limit)=(\d+)/.exec(text)?.[1]);
  return { limit, remaining, resetMs: resetMs(count(/(?:^|[;,\s])(?:t|reset)=(\d+)/.exec(text)?.[1]), now) };
}

/** Seconds from now, or, as some front ends write it, seconds since the epoch. */
function resetMs(seconds: number | null, now: number): number | null {
  if (seconds === null) return null;
  return seconds > 1_000_000_000 ? Math.max(seconds * 1000 - now, 0) : seconds * 1000;
}

function count(value: string | string[] | undefined): number | null {
  const text = first(value)?.trim();
  if (text === undefined) return null;
  return /^\d{1,15}/.test(text) ? Number.parseInt(text, 10) : null;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
