import { describe, expect, it } from 'vitest';
import { claimEndsIn } from '../../../src/notifications/card-store.ts';
import { waitBeforeUpdate } from '../../../src/notifications/pace.ts';

const noted = new Date('2026-01-01T12:00:00Z');
const after = (ms: number) => new Date(noted.getTime() + ms);
const HOUR = 3_600_000;

describe('when the clock is set back', () => {
  it('a card that was shown in what is now the future is not held up', () => {
    const card = { shownAt: noted, shownEdge: 'running', progressUpdates: 0 };
    expect(waitBeforeUpdate(card, 'failed', after(-HOUR))).toBe(0);
    // Clocks of two replicas differ by less: then the usual pause, and no longer.
    expect(waitBeforeUpdate(card, 'failed', after(-400))).toBe(1_000);
  });

  it('a claim of what is now the future holds nobody up', () => {
    expect(claimEndsIn({ attemptedAt: noted }, after(-HOUR))).toBe(0);
    expect(claimEndsIn({ attemptedAt: noted }, after(-400))).toBe(15_000);
  });
});

it('a claim lasts longer than any call to Slack, and not longer', () => {
  expect(claimEndsIn({ attemptedAt: null }, noted)).toBe(0);
  expect(claimEndsIn({ attemptedAt: noted }, after(10_000))).toBe(5_000);
  expect(claimEndsIn({ attemptedAt: noted }, after(15_000))).toBe(0);
});
