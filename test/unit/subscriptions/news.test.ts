import { describe, expect, it } from 'vitest';
import { isNewsTo, NEWS_HOURS } from '../../../src/subscriptions/news.ts';
import { after, hold, job, pipeline, workflow } from '../../support/snapshots.ts';

const HOUR = 3_600;
const time = (seconds: number) => new Date(after(seconds));
const subscribed = (seconds: number) => ({ createdAt: after(seconds) });
const ended = pipeline({ workflows: [workflow({ status: 'failed', stoppedAt: after(600) })] });

describe('a pipeline that was read', () => {
  it('is news to who was subscribed when something last happened in it', () => {
    expect(isNewsTo(subscribed(-HOUR), ended, time(HOUR))).toBe(true);
    expect(isNewsTo(subscribed(500), ended, time(HOUR))).toBe(true);
    expect(isNewsTo(subscribed(700), ended, time(HOUR))).toBe(false);
  });

  it('is no news when it ended too long ago, and is when it waits', () => {
    expect(isNewsTo(subscribed(0), ended, time(NEWS_HOURS * HOUR))).toBe(true);
    expect(isNewsTo(subscribed(0), ended, time(NEWS_HOURS * HOUR + 601))).toBe(false);
    const jobs = [job('test', 'success', { stoppedAt: after(600) }), hold('deploy')];
    const waits = pipeline({ workflows: [workflow({ status: 'on_hold', jobs })] });
    expect(isNewsTo(subscribed(0), waits, time(40 * 24 * HOUR))).toBe(true);
    expect(isNewsTo(subscribed(HOUR), waits, time(40 * 24 * HOUR))).toBe(false);
  });
});
