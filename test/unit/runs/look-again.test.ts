import { describe, expect, it } from 'vitest';
import { comeBackAfter, lookAgainAfter } from '../../../src/runs/look-again.ts';
import { after, hold, pipeline, workflow } from '../../support/snapshots.ts';

const at = (seconds: number) => new Date(after(seconds));

describe('when CircleCI is read again', () => {
  const running = pipeline({ workflows: [workflow({ status: 'running' })] });
  const waiting = pipeline({ workflows: [workflow({ status: 'on_hold', jobs: [hold('approve')] })] });

  it('is ever later while nothing changes, up to a minute while something runs', () => {
    const waits = [0, 1, 2, 5, 9, 50].map((unchanged) => lookAgainAfter(running, unchanged, at(10)));
    expect(waits).toEqual([1, 2, 3, 12, 60, 60]);
  });

  it('is later still while only holds wait, up to a quarter of an hour', () => {
    const waits = [0, 3, 9, 50].map((unchanged) => lookAgainAfter(waiting, unchanged, at(10)));
    expect(waits).toEqual([2, 20, 900, 900]);
  });

  it('is rarer the older a hold is, but daily at least', () => {
    const DAY = 86_400;
    expect(lookAgainAfter(waiting, 50, at(2 * DAY))).toBe((2 * DAY) / 24);
    expect(lookAgainAfter(waiting, 50, at(90 * DAY))).toBe(DAY);
    expect(lookAgainAfter(waiting, 0, at(90 * DAY))).toBe(2);
  });

  it('is ever later while CircleCI cannot be read, up to five minutes, and never not at all', () => {
    expect([0, 1, 4, 7, 1_000].map(comeBackAfter)).toEqual([2, 5, 30, 300, 300]);
  });

  it('is never when everything has ended', () => {
    const done = pipeline({ workflows: [workflow({ status: 'success' }), workflow({ status: 'canceled' })] });
    expect(lookAgainAfter(done, 0, at(10))).toBeNull();
  });

  it('is never when the config was broken', () => {
    const broken = pipeline({ state: 'errored', problems: [{ type: 'config', message: 'no' }] });
    expect(lookAgainAfter(broken, 0, at(10))).toBeNull();
  });

  it('ends ten minutes after a pipeline that made no workflow', () => {
    expect(lookAgainAfter(pipeline(), 3, at(599))).toBe(5);
    expect(lookAgainAfter(pipeline(), 3, at(601))).toBeNull();
  });
});
