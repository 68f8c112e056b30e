import { describe, expect, it } from 'vitest';
import { waitBeforeUpdate } from '../../../src/notifications/pace.ts';

const shownAt = new Date('2026-01-01T00:00:00Z');
const after = (ms: number) => new Date(shownAt.getTime() + ms);

describe('how long a changed card waits', () => {
  it('does not wait when nothing was shown yet', () => {
    const card = { shownAt: null, shownEdge: null, progressUpdates: 0 };
    expect(waitBeforeUpdate(card, 'running', after(0))).toBe(0);
  });

  it('waits a second between updates of what people wait for', () => {
    const card = { shownAt, shownEdge: 'running', progressUpdates: 5 };
    expect(waitBeforeUpdate(card, 'on_hold', after(400))).toBe(600);
    expect(waitBeforeUpdate(card, 'on_hold', after(1_000))).toBe(0);
  });

  it('shows mere progress ever more rarely', () => {
    const waits = [0, 1, 2].map((progressUpdates) =>
      waitBeforeUpdate({ shownAt, shownEdge: 'running', progressUpdates }, 'running', after(0)),
    );
    expect(waits).toEqual([10_000, 100_000, 1_000_000]);
  });

  it('shows soon what came late, once everything has ended', () => {
    const card = { shownAt, shownEdge: 'success', progressUpdates: 2 };
    expect(waitBeforeUpdate(card, 'success', after(0), true)).toBe(3_000);
    expect(waitBeforeUpdate(card, 'success', after(3_000), true)).toBe(0);
  });

  it('keeps a workflow of eighteen minutes without an edge at four calls: post, two updates, the end', () => {
    let card = { shownAt, shownEdge: 'running', progressUpdates: 0 };
    let calls = 1;
    for (let second = 1; second < 18 * 60; second++) {
      if (waitBeforeUpdate(card, 'running', after(second * 1000)) > 0) continue;
      card = { ...card, shownAt: after(second * 1000), progressUpdates: card.progressUpdates + 1 };
      calls += 1;
    }
    expect(calls + 1).toBe(4);
  });
});
