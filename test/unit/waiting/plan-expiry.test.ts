import { describe, expect, test } from 'vitest';
import { planExpiry } from '../../../src/waiting/plan-expiry.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/waiting/steps.ts';

const since = new Date('2026-11-02T08:00:00Z');
const after = (ms: number) => new Date(since.getTime() + ms);
const HOUR_MS = 60 * MINUTE_MS;

describe('when the bot gives a hold up', () => {
  const week = { expire: 7 * 1_440 };
  const announced = { at: after(7 * DAY_MS), minutes: week.expire };

  test('not where nobody asks for it, also not any more', () => {
    expect(planExpiry(null, { since, expiry: null }, after(90 * DAY_MS))).toEqual({
      expiry: null,
      nextAt: null,
    });
    expect(planExpiry(null, { since, expiry: announced }, after(8 * DAY_MS)).expiry).toBeNull();
  });

  test('announced a day before, then kept', () => {
    expect(planExpiry(week, { since, expiry: null }, after(6 * DAY_MS - 1))).toEqual({
      expiry: null,
      nextAt: after(6 * DAY_MS),
    });
    expect(planExpiry(week, { since, expiry: null }, after(6 * DAY_MS)).expiry).toEqual(announced);
    expect(planExpiry(week, { since, expiry: announced }, after(9 * DAY_MS)).expiry).toEqual(announced);
  });

  test('a quarter of a short time before', () => {
    expect(planExpiry({ expire: 60 }, { since, expiry: null }, after(45 * MINUTE_MS)).expiry).toEqual({
      at: after(HOUR_MS),
      minutes: 60,
    });
  });

  test('never without notice: after a time down, or when it is asked for only now', () => {
    const late = after(30 * DAY_MS);
    expect(planExpiry(week, { since, expiry: null }, late).expiry).toEqual({
      at: new Date(late.getTime() + DAY_MS),
      minutes: week.expire,
    });
  });

  test('anew when the channel asks for another time', () => {
    const month = { expire: 30 * 1_440 };
    expect(planExpiry(month, { since, expiry: announced }, after(6.5 * DAY_MS))).toEqual({
      expiry: null,
      nextAt: after(29 * DAY_MS),
    });
    const shorter = planExpiry({ expire: 1_440 }, { since, expiry: announced }, after(6.5 * DAY_MS)).expiry;
    expect(shorter).toEqual({ at: after(6.75 * DAY_MS), minutes: 1_440 });
  });

  test('announced after quiet hours, and the time counts from then', () => {
    const ask = { expire: 480, quiet: ['09:00-07:00@Asia/Tokyo'] };
    const now = after(6 * HOUR_MS);
    const planned = planExpiry(ask, { since, expiry: null }, now);
    expect(planned).toEqual({ expiry: null, nextAt: new Date('2026-11-02T22:00:00Z') });
    expect(planExpiry(ask, { since, expiry: null }, new Date('2026-11-02T22:00:00Z')).expiry?.at).toEqual(
      new Date('2026-11-03T00:00:00Z'),
    );
    expect(planExpiry({ ...ask, urgent: ['on_hold'] }, { since, expiry: null }, now).expiry?.at).toEqual(
      after(8 * HOUR_MS),
    );
  });

  test('a clock that was set back postpones, and cancels nothing', () => {
    expect(planExpiry(week, { since, expiry: null }, after(-DAY_MS))).toEqual({
      expiry: null,
      nextAt: after(6 * DAY_MS),
    });
  });
});
