import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Ask,
  DAY_MS,
  dueSteps,
  kindOf,
  MINUTE_MS,
  tellingStep,
  type Wait,
} from '../../../src/waiting/steps.ts';

const SINCE = new Date('2026-11-02T08:00:00Z');
const wait = (parts: Partial<Wait> = {}): Wait => ({
  since: SINCE,
  endsAt: new Date(SINCE.getTime() + 90 * DAY_MS),
  expiry: null,
  ...parts,
});
const at = (text: string) => new Date(text);
const due = (asks: readonly Ask[], now: Date, told: readonly string[] = [], parts: Partial<Wait> = {}) => {
  const { steps, nextAt } = dueSteps(asks, new Set(told), wait(parts), now);
  return { steps: steps.map(({ key }) => key), next: nextAt?.toISOString() ?? null };
};

describe('what is due while a hold waits', () => {
  const ask: Ask = { remind: [120, 480], escalate: { after: 1_440, whom: 'S0TEAM01' } };

  test.each([
    ['nothing yet', '2026-11-02T09:59:59Z', [], '2026-11-02T10:00:00.000Z'],
    ['the first reminder', '2026-11-02T10:00:00Z', ['remind:120'], '2026-11-02T16:00:00.000Z'],
    [
      'both, the older first',
      '2026-11-02T16:00:00Z',
      ['remind:120', 'remind:480'],
      '2026-11-03T08:00:00.000Z',
    ],
    [
      'all of it',
      '2026-11-03T08:00:00Z',
      ['remind:120', 'remind:480', 'escalate:1440:S0TEAM01'],
      '2027-01-24T08:00:00.000Z',
    ],
    [
      'nothing, by a clock set back to before it began',
      '2026-10-30T08:00:00Z',
      [],
      '2026-11-02T10:00:00.000Z',
    ],
  ])('%s', (_, now, steps, next) => {
    expect(due([ask], at(now))).toEqual({ steps, next });
  });

  test('what was told is not due again, of several subscriptions neither', () => {
    expect(due([ask, { remind: [120] }], at('2026-11-02T16:30:00Z'), ['remind:120']).steps).toEqual([
      'remind:480',
    ]);
  });

  test('of two subscriptions that ask for the same, one that is not quiet is enough', () => {
    const quiet = ['00:00-23:00@UTC'];
    const both = [{ remind: [120] }, { remind: [120], quiet }];
    for (const asks of [both, both.toReversed()]) {
      expect(due(asks, at('2026-11-02T10:00:00Z')).steps).toEqual(['remind:120']);
    }
  });

  test.each([
    ['before the night', '2026-11-02T20:59:00Z', ['remind:120'], null],
    ['in the night, until its end there', '2026-11-02T21:30:00Z', [], '2026-11-03T06:00:00.000Z'],
    ['after it', '2026-11-03T06:00:00Z', ['remind:120'], null],
  ])('quiet hours of a zone: %s', (_, now, steps, next) => {
    const quiet = ['22:00-07:00@Europe/Berlin'];
    const told = ['ending'];
    expect(due([{ remind: [120], quiet }], at(now), told)).toEqual({ steps, next });
    expect(due([{ remind: [120], quiet, urgent: ['on_hold'] }], at(now), told).steps).toEqual(['remind:120']);
  });

  test.each([
    ['spring forward in Berlin', '2027-03-28T00:30:00Z', '2027-03-28T05:00:00.000Z'],
    ['fall back in New York', '2026-11-01T05:30:00Z', '2026-11-01T12:00:00.000Z'],
  ])('the end of the night on the day the clocks change: %s', (name, now, next) => {
    const zone = name.includes('Berlin') ? 'Europe/Berlin' : 'America/New_York';
    const since = new Date(Date.parse(now) - 3 * 60 * MINUTE_MS);
    expect(due([{ remind: [60], quiet: [`22:00-07:00@${zone}`] }], at(now), ['ending'], { since })).toEqual({
      steps: [],
      next,
    });
  });

  test('the end that CircleCI makes is told a week before, without anybody asking for it', () => {
    expect(due([], at('2027-01-24T07:59:59Z'))).toEqual({ steps: [], next: '2027-01-24T08:00:00.000Z' });
    expect(due([], at('2027-01-24T08:00:00Z'))).toEqual({ steps: ['ending'], next: null });
    expect(due([], at('2027-01-24T08:00:00Z'), ['ending'])).toEqual({ steps: [], next: null });
  });

  test('in any order of looks, each step is due once, and never before its time', () => {
    const hours = fc.array(fc.integer({ min: -48, max: 24 * 100 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        hours,
        fc.uniqueArray(fc.integer({ min: 5, max: 10_000 }), { maxLength: 5 }),
        (looks, remind) => {
          const told = new Set<string>();
          for (const hour of looks) {
            const now = new Date(SINCE.getTime() + hour * 60 * MINUTE_MS);
            for (const { key } of dueSteps([{ remind }], told, wait(), now).steps) {
              expect(told.has(key)).toBe(false);
              told.add(key);
              const minutes = key === 'ending' ? 83 * 1_440 : Number(key.split(':')[1]);
              expect(now.getTime() - SINCE.getTime()).toBeGreaterThanOrEqual(minutes * MINUTE_MS);
            }
          }
          const last = new Date(SINCE.getTime() + 100 * DAY_MS);
          for (const { key } of dueSteps([{ remind }], told, wait(), last).steps) told.add(key);
          expect([...told].sort()).toEqual(
            ['ending', ...remind.map((minutes) => `remind:${minutes}`)].sort(),
          );
        },
      ),
    );
  });
});

describe('what is said of several that are due', () => {
  const step = (key: string, ...mentions: string[]) => ({ key, mentions });

  test('the more telling one, which calls whom the others would have called', () => {
    expect(tellingStep([step('escalate:60:S1', 'S1'), step('remind:120'), step('remind:240')])).toEqual(
      step('escalate:60:S1', 'S1'),
    );
    expect(tellingStep([step('escalate:60:S1', 'S1'), step('ending'), step('remind:99')])).toEqual(
      step('ending', 'S1'),
    );
    expect(tellingStep([step('remind:120'), step('remind:240')])?.key).toBe('remind:240');
    expect(tellingStep([])).toBeNull();
  });

  test.each(['remind', 'escalate', 'ending', 'expiring', 'overdue'])('a stored %s is read back', (kind) => {
    expect(kindOf(kind)).toBe(kind);
    expect(kindOf(`${kind}:120:S1`)).toBe(kind);
  });
});
