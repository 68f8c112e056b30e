import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, MOST_TRIES, mayBeWoken, retryIn } from '../../../src/sending/retry.ts';

const NEVER = { tries: 0, early: 0, failedAt: null, woken: false };
const at = (ms: number) => new Date(1_800_000_000_000 + ms);

describe('tries', () => {
  it('are five in about an hour, each later than the one before', () => {
    let state: Parameters<typeof retryIn>[0] = NEVER;
    let time = 0;
    const times: number[] = [];
    while (state.tries < MOST_TRIES) {
      time += retryIn(state, at(time));
      times.push(time / 60_000);
      state = { ...afterFailure(state, at(time)), woken: false };
    }
    expect(times).toHaveLength(5);
    expect(times.at(-1)).toBeGreaterThan(55);
    expect(times.at(-1)).toBeLessThan(65);
    const waits = times.slice(1).map((one, index) => one - (times[index] ?? 0));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it('before their time use up none, and come ever more rarely', () => {
    let state = { ...afterFailure({ ...NEVER, tries: 3 }, at(0)), woken: true };
    const times: number[] = [];
    for (let second = 0; second < 2_900; second++) {
      if (!mayBeWoken(state, at(second * 1000)) || retryIn(state, at(second * 1000)) > 0) continue;
      times.push(second);
      state = { ...afterFailure(state, at(second * 1000)), woken: true };
    }
    expect(state.tries).toBe(4);
    expect(times).toEqual([4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]);
  });

  it('are never further away than the longest wait, whatever the clock does', () => {
    const state = fc.record({
      tries: fc.nat(9),
      early: fc.nat(40),
      failedAt: fc.option(fc.integer({ min: -1e9, max: 1e9 }).map(at)),
      woken: fc.boolean(),
    });
    fc.assert(
      fc.property(state, fc.integer({ min: -1e9, max: 1e9 }), (one, now) => {
        const wait = retryIn(one, at(now));
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(6_000_000);
      }),
    );
  });
});
