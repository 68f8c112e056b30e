import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/api/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);
const LONGEST_MS = 5 * 60_000;

it('reads seconds', () => {
  fc.assert(
    fc.property(fc.nat(300), (seconds) => {
      expect(parseRetryAfter(` ${seconds} `, NOW)).toBe(seconds * 1000);
    }),
  );
});

it('reads an HTTP date, to the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), (seconds) => {
      expect(parseRetryAfter(new Date(NOW + seconds * 1000).toUTCString(), NOW)).toBe(seconds * 1000);
    }),
  );
  expect(parseRetryAfter('Wed, 31 Dec 2025 23:00:00 GMT', NOW)).toBe(0);
  expect(parseRetryAfter('Thursday, 01-Jan-26 00:00:30 GMT', NOW)).toBe(30_000);
});

it('never makes anyone wait longer than five minutes', () => {
  expect(parseRetryAfter('999999999999999999999', NOW)).toBe(LONGEST_MS);
  expect(parseRetryAfter('Fri, 01 Jan 2100 00:00:00 GMT', NOW)).toBe(LONGEST_MS);
});

it.each([undefined, '', 'soon', '-1', 'NaN', '1e3', '2026-01-01', 'Mon, never'])(
  'takes %j for nothing',
  (header) => {
    expect(parseRetryAfter(header, NOW)).toBeNull();
  },
);

it('is null or a wait within bounds for any header', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const wait = parseRetryAfter(header, NOW);
      expect(wait === null || (wait >= 0 && wait <= LONGEST_MS)).toBe(true);
    }),
  );
});
