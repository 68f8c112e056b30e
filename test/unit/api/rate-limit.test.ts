import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateBudget } from '../../../src/api/budget.ts';
import { parseRateLimit } from '../../../src/api/rate-limit.ts';

const NOW = Date.UTC(2026, 0, 1);

describe('parseRateLimit', () => {
  it.each([
    [{}, null],
    [{ 'ratelimit-limit': '100' }, null],
    [{ 'ratelimit-remaining': 'many' }, null],
    [
      { 'ratelimit-limit': '100', 'ratelimit-remaining': '40', 'ratelimit-reset': '5' },
      { limit: 100, remaining: 40, resetMs: 5_000 },
    ],
    [
      { 'ratelimit-remaining': '40', 'ratelimit-reset': String(NOW / 1000 + 7) },
      { limit: null, remaining: 40, resetMs: 7_000 },
    ],
    [{ ratelimit: 'limit=100, remaining=12, reset=3' }, { limit: 100, remaining: 12, resetMs: 3_000 }],
    [{ ratelimit: '"default";r=50;t=9' }, { limit: null, remaining: 50, resetMs: 9_000 }],
    [
      { 'x-ratelimit-limit-minute': '600', 'x-ratelimit-remaining-minute': '3' },
      { limit: 600, remaining: 3, resetMs: 60_000 },
    ],
  ])('reads %j', (headers, expected) => {
    expect(parseRateLimit(headers, NOW)).toEqual(expected);
  });

  it('takes the tightest where several are there', () => {
    const headers = {
      'ratelimit-limit': '10',
      'ratelimit-remaining': '9',
      'ratelimit-reset': '1',
      'x-ratelimit-limit-hour': '1000',
      'x-ratelimit-remaining-hour': '2',
    };
    expect(parseRateLimit(headers, NOW)).toEqual({ limit: 1000, remaining: 2, resetMs: 3_600_000 });
  });

  it('never throws, whatever the headers hold', () => {
    const name = fc.constantFrom(
      'ratelimit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-ratelimit-remaining-day',
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string()))), (headers) => {
        const limit = parseRateLimit(headers, NOW);
        expect(limit === null || limit.remaining >= 0).toBe(true);
      }),
    );
  });
});

describe('RateBudget', () => {
  function start() {
    const clock = { now: NOW };
    return { clock, budget: new RateBudget(() => clock.now) };
  }
  const headers = (remaining: number) => ({
    'ratelimit-limit': '100',
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': '30',
  });

  it('lets everything through while nothing is known', () => {
    const { budget } = start();
    expect(budget.waitMs('background')).toBe(0);
    expect(budget.state()).toEqual({ limit: null, remaining: null, resetAt: null, pausedUntil: null });
  });

  it('keeps the last tenth of a window for people', () => {
    const { budget, clock } = start();
    budget.observe(200, headers(11));
    expect(budget.waitMs('background')).toBe(0);
    budget.spend();
    expect(budget.state()).toEqual({ limit: 100, remaining: 10, resetAt: NOW + 30_000, pausedUntil: null });
    expect(budget.waitMs('background')).toBe(30_000);
    expect(budget.waitMs('interactive')).toBe(0);
    clock.now += 30_000;
    expect(budget.waitMs('background')).toBe(0);
  });

  it('makes background calls wait out a pause, and interactive ones only a short one', () => {
    const { budget, clock } = start();
    budget.observe(429, { 'retry-after': '60' });
    expect([budget.waitMs('background'), budget.waitMs('interactive')]).toEqual([60_000, 0]);
    clock.now += 50_000;
    expect([budget.waitMs('background'), budget.waitMs('interactive')]).toEqual([10_000, 10_000]);
    clock.now += 10_000;
    expect([budget.waitMs('background'), budget.waitMs('interactive')]).toEqual([0, 0]);
  });

  it('pauses after a 429 that does not say how long, and not after a 404 that does', () => {
    const one = start().budget;
    one.observe(429, {});
    expect(one.waitMs('background')).toBeGreaterThan(0);
    const other = start().budget;
    other.observe(404, { 'retry-after': '60' });
    expect(other.waitMs('background')).toBe(0);
  });

  it.each([
    [429, { 'retry-after': '86400' }],
    [503, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }],
    [200, { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '86400' }],
    [200, { 'x-ratelimit-remaining-day': '0' }],
  ])('never waits longer than five minutes, then tries again: %i %j', (status, headers) => {
    const { budget, clock } = start();
    budget.observe(status, headers);
    expect(budget.waitMs('background')).toBe(300_000);
    clock.now += 300_000;
    expect(budget.waitMs('background')).toBe(0);
  });

  it('tells of each long pause once, and of no short one', () => {
    const clock = { now: NOW };
    const told: Date[] = [];
    const budget = new RateBudget(
      () => clock.now,
      (until) => told.push(until),
    );
    budget.observe(429, { 'retry-after': '2' });
    clock.now += 2_000;
    for (let i = 0; i < 3; i += 1) budget.observe(429, { 'retry-after': '86400' });
    expect(told).toEqual([new Date(NOW + 302_000)]);
    clock.now += 300_000;
    budget.observe(429, { 'retry-after': '60' });
    expect(told).toHaveLength(2);
  });

  it('does not forget a long pause for a shorter one', () => {
    const { budget } = start();
    budget.observe(429, { 'retry-after': '60' });
    budget.observe(429, { 'retry-after': '1' });
    expect(budget.waitMs('background')).toBe(60_000);
  });
});
