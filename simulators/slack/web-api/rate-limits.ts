import type { Clock } from '../options.ts';
import type { Limit } from './method.ts';

/** Calls a minute, per method. Source: Slack docs, rate limits: "1+", "20+", "50+", "100+"; the lower bound is applied. */
const PER_MINUTE = { tier1: 1, tier2: 20, tier3: 50, tier4: 100 } as const;

/**
 * chat.postMessage: about one message a second and channel, short bursts tolerated, and a few hundred a minute in
 * the workspace. Source: Slack docs, rate limits, which gives neither number exactly: 4 and 300 are this simulator's.
 */
const BURST_PER_CHANNEL = 4;
const POSTS_PER_MINUTE = 300;

export interface RateLimits {
  /** Counts a call. @returns whole seconds to wait when it is one too many, else null */
  take(method: string, limit: Limit, channel: string): number | null;
}

/** Slack's limits on the given clock. */
export function createRateLimits(clock: Clock): RateLimits {
  const windows = new Map<string, number[]>();
  const channels = new Map<string, { tokens: number; at: number }>();

  const perMinute = (key: string, max: number): number | null => {
    const now = clock.now();
    const recent = (windows.get(key) ?? []).filter((at) => now - at < 60_000);
    windows.set(key, recent);
    const [oldest] = recent;
    if (recent.length >= max && oldest !== undefined) return wholeSeconds(oldest + 60_000 - now);
    recent.push(now);
    return null;
  };

  const perChannel = (channel: string): number | null => {
    const now = clock.now();
    const bucket = channels.get(channel) ?? { tokens: BURST_PER_CHANNEL, at: now };
    const tokens = Math.min(BURST_PER_CHANNEL, bucket.tokens + (now - bucket.at) / 1000);
    channels.set(channel, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1 ? null : wholeSeconds((1 - tokens) * 1000);
  };

  return {
    take(method, limit, channel) {
      if (limit === 'none') return null;
      if (limit !== 'post') return perMinute(method, PER_MINUTE[limit]);
      return perChannel(channel) ?? perMinute(method, POSTS_PER_MINUTE);
    },
  };
}

function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
