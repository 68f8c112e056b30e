import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseTime } from '../../../src/webhooks/time.ts';

it.each([
  ['2026-03-04T09:15:42.517301Z', '2026-03-04T09:15:42.517Z'],
  ['2026-03-04T09:15:42Z', '2026-03-04T09:15:42.000Z'],
  ['2026-03-04T10:09:55+01:00', '2026-03-04T09:09:55.000Z'],
  ['2026-03-04T10:09:55.5+0130', '2026-03-04T08:39:55.500Z'],
  ['2026-03-04 09:15:42', '2026-03-04T09:15:42.000Z'],
  ['2024-12-18 17:23:29.361740256 +0000 UTC', '2024-12-18T17:23:29.361Z'],
  ['2024-12-18 17:23:29 -0500 EST', '2024-12-18T22:23:29.000Z'],
  ['2024-12-18 17:23:29.9 +0530 +0530', '2024-12-18T11:53:29.900Z'],
  ['2024-12-18 17:23:29.3 +0000 UTC m=+12.000345', '2024-12-18T17:23:29.300Z'],
  ['  2026-03-04T09:15:42Z ', '2026-03-04T09:15:42.000Z'],
])('reads %j', (text, expected) => {
  expect(normaliseTime(text)).toBe(expected);
});

it.each([null, undefined, '', ' ', 'yesterday', '2026-13-01T00:00:00Z', '1772615742', '12', 'Mar 4, 2026'])(
  'does not take %j for a time',
  (text) => {
    expect(normaliseTime(text)).toBeNull();
  },
);

const moments = fc.date({
  min: new Date('1971-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

it('reads what it wrote, and what Go prints of the same moment', () => {
  fc.assert(
    fc.property(moments, fc.nat(999_999), (date, rest) => {
      const iso = date.toISOString();
      expect(normaliseTime(iso)).toBe(iso);
      const go = `${iso.replace('T', ' ').replace('Z', '')}${String(rest).padStart(6, '0')} +0000 UTC`;
      expect(normaliseTime(go)).toBe(iso);
    }),
  );
});

it('never throws, and answers only with its one form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d :TZ.+-]{0,30}$/)), (text) => {
      expect(normaliseTime(text) ?? '2000-01-01T00:00:00.000Z').toMatch(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
      );
    }),
  );
});
