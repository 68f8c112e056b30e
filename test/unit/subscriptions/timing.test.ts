import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDigest } from '../../../src/subscriptions/digest-time.ts';
import { isAlwaysQuiet, quietUntil } from '../../../src/subscriptions/quiet-hours.ts';
import { rehearse } from '../../../src/subscriptions/rehearse.ts';
import { holdBeyondBudget, holdOf } from '../../../src/subscriptions/timing.ts';

const until = (window: string | readonly string[], at: string) =>
  quietUntil(typeof window === 'string' ? [window] : window, new Date(at))?.toISOString() ?? null;

describe('quiet hours', () => {
  test.each<[string, string, string | null]>([
    // Over midnight; Tokyo is nine hours ahead.
    ['22:00-07:00@Asia/Tokyo', '2026-11-21T12:59:59Z', null],
    ['22:00-07:00@Asia/Tokyo', '2026-11-21T13:00:00Z', '2026-11-21T22:00:00.000Z'],
    ['22:00-07:00@Asia/Tokyo', '2026-11-21T21:59:59Z', '2026-11-21T22:00:00.000Z'],
    ['22:00-07:00@Asia/Tokyo', '2026-11-21T22:00:00Z', null],
    // Whole days, the end of which is where the day ends in that place. 21 November 2026 is a Saturday.
    ['sat,sun@Europe/Berlin', '2026-11-21T12:00:00Z', '2026-11-22T23:00:00.000Z'],
    ['sat,sun@Europe/Berlin', '2026-11-23T00:00:00Z', null],
    // A window over midnight belongs to the day on which it begins.
    ['fri,22:00-07:00@UTC', '2026-11-21T06:59:00Z', '2026-11-21T07:00:00.000Z'],
    ['fri,22:00-07:00@UTC', '2026-11-21T22:30:00Z', null],
    ['20:00-24:00@UTC', '2026-11-21T23:59:00Z', '2026-11-22T00:00:00.000Z'],
    // Berlin, 29 March 2026: 02:00 to 03:00 is skipped, so the night is an hour shorter.
    ['22:00-07:00@Europe/Berlin', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['01:00-02:30@Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00.000Z'],
    ['02:30-04:00@Europe/Berlin', '2026-03-29T01:15:00Z', null],
    ['02:30-04:00@Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-29T02:00:00.000Z'],
    // Berlin, 25 October 2026: 02:00 to 03:00 comes twice, and the first is meant.
    ['01:00-02:30@Europe/Berlin', '2026-10-24T23:30:00Z', '2026-10-25T00:30:00.000Z'],
    ['01:00-02:30@Europe/Berlin', '2026-10-25T01:10:00Z', null],
    ['22:00-07:00@Europe/Berlin', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
    // No such thing stored by us: passed over rather than quiet for ever.
    ['nonsense', '2026-11-21T12:00:00Z', null],
  ])('%s at %s ends %s', (window, at, end) => {
    expect(until(window, at)).toBe(end);
  });

  test('several windows that touch are one', () => {
    const both = ['22:00-07:00@UTC', 'sat,sun@UTC'];
    expect(until(both, '2026-11-20T23:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
  });

  test('what leaves no gap is found out, and holds nothing', () => {
    const always = ['mon-fri@UTC', 'sat,sun@UTC'];
    expect(isAlwaysQuiet(['00:00-12:00@UTC', '12:00-24:00@UTC'], new Date(0))).toBe(true);
    expect(isAlwaysQuiet(['mon,tue,wed,thu,fri,sat,sun@UTC'], new Date(0))).toBe(true);
    expect(isAlwaysQuiet(['00:00-12:00@UTC', '12:01-24:00@UTC'], new Date(0))).toBe(false);
    expect(isAlwaysQuiet([], new Date(0))).toBe(false);
    expect(until(always, '2026-11-20T23:00:00Z')).toBe(null);
  });

  test('end later than they are asked for, and are over then, at any moment and in any zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(
        zones,
        clock,
        clock,
        fc.date({ min: new Date('2020'), max: new Date('2035') }),
        (...given) => {
          const [zone, from, to, at] = given;
          fc.pre(from !== to && !Number.isNaN(at.getTime()));
          const window = `${from}-${to}@${zone}`;
          const end = quietUntil([window], at);
          if (end === null) return;
          expect(end.getTime()).toBeGreaterThan(at.getTime());
          expect(quietUntil([window], end)).toBe(null);
          expect(quietUntil([window], new Date(end.getTime() - 1))).toEqual(end);
        },
      ),
    );
  });
});

test.each([
  ['hourly', '2026-11-21T10:20:00Z', '2026-11-21T11:00:00.000Z'],
  ['hourly', '2026-11-21T10:00:00Z', '2026-11-21T11:00:00.000Z'],
  ['daily@09:00@Asia/Tokyo', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00.000Z'],
  ['daily@09:00@Asia/Tokyo', '2026-11-20T23:59:00Z', '2026-11-21T00:00:00.000Z'],
  ['daily@02:30@Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['weekly@mon@09:00@UTC', '2026-11-21T10:00:00Z', '2026-11-23T09:00:00.000Z'],
  ['weekly@mon@09:00@UTC', '2026-11-23T09:00:00Z', '2026-11-30T09:00:00.000Z'],
  ['weekly@sat@09:00@UTC', '2026-11-21T08:00:00Z', '2026-11-21T09:00:00.000Z'],
  ['nonsense', '2026-11-21T10:20:00Z', '2026-11-21T11:00:00.000Z'],
])('the digest %s after %s is at %s', (digest, now, due) => {
  expect(nextDigest(digest, new Date(now)).toISOString()).toBe(due);
});

describe('what is held back', () => {
  const night = new Date('2026-11-21T23:00:00Z');
  const quiet = ['22:00-07:00@UTC'];
  const morning = new Date('2026-11-22T07:00:00Z');

  test('by quiet hours, but for what is urgent', () => {
    expect(holdOf({ quiet }, ['failed'], night)).toEqual({ by: 'quiet', until: morning });
    expect(holdOf({ quiet, urgent: ['broken'] }, ['failed'], night)).toEqual({ by: 'quiet', until: morning });
    expect(holdOf({ quiet, urgent: ['broken'] }, ['failed', 'broken'], night)).toBe(null);
    expect(holdOf({ quiet }, ['failed'], morning)).toBe(null);
    expect(holdOf({}, ['failed'], night)).toBe(null);
  });

  test('by a digest, which comes when it is not quiet', () => {
    expect(holdOf({ digest: 'hourly' }, [], night)?.until).toEqual(new Date('2026-11-22T00:00:00Z'));
    expect(holdOf({ digest: 'hourly', quiet }, [], night)).toEqual({ by: 'digest', until: morning });
    expect(holdOf({ digest: 'hourly', urgent: ['failed'] }, ['failed'], night)).toBe(null);
  });

  test('by the budget, but for what someone has to decide', () => {
    expect(holdBeyondBudget({}, ['failed'], night)?.until).toEqual(new Date('2026-11-22T00:00:00Z'));
    expect(holdBeyondBudget({ quiet }, ['failed'], night)?.until).toEqual(morning);
    expect(holdBeyondBudget({}, ['failed', 'on_hold'], night)).toBe(null);
  });

  test('is what a rehearsal counts', () => {
    const at = (time: string, ...reached: 'on_hold'[]) => ({ at: new Date(`2026-11-21T${time}Z`), reached });
    const day = [at('10:40:00'), at('10:00:00'), at('10:20:00'), at('11:00:00'), at('10:50:00', 'on_hold')];
    expect(rehearse({}, day)).toEqual({ cards: 5, held: 0, digests: 0 });
    expect(rehearse({ budget: 2 }, day)).toEqual({ cards: 4, held: 1, digests: 1 });
    expect(rehearse({ digest: 'hourly' }, day)).toEqual({ cards: 0, held: 5, digests: 2 });
    expect(rehearse({ quiet: ['10:30-11:30@UTC'] }, day)).toEqual({ cards: 2, held: 3, digests: 1 });
  });
});
