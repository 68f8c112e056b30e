import { expect, test } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatList,
  millisecondsBetween,
  slackDate,
} from '../../../src/i18n/format.ts';

test.each([
  [0, '0s', '0秒'],
  [999, '0s', '0秒'],
  [59_999, '59s', '59秒'],
  [60_000, '1m', '1分'],
  [192_000, '3m 12s', '3分12秒'],
  [3_600_000, '1h', '1時間'],
  [3_605_000, '1h', '1時間'],
  [7_500_000, '2h 5m', '2時間5分'],
  [90_000_000, '1d 1h', '1日1時間'],
  [-5, '0s', '0秒'],
])('%d ms', (milliseconds, en, ja) => {
  expect(formatDuration(milliseconds, 'en')).toBe(en);
  expect(formatDuration(milliseconds, 'ja')).toBe(ja);
});

test('time between needs two times', () => {
  expect(millisecondsBetween('2026-11-21T09:00:00.000Z', '2026-11-21T09:00:01.500Z')).toBe(1500);
  expect(millisecondsBetween(null, '2026-11-21T09:00:00.000Z')).toBeNull();
  expect(millisecondsBetween('2026-11-21T09:00:00.000Z', 'soon')).toBeNull();
});

test('a moment is a token that Slack shows in the reader’s own time', () => {
  expect(slackDate('2026-11-21T09:30:15.999Z')).toBe(
    '<!date^1795253415^{date_short_pretty} {time}|2026-11-21 09:30 UTC>',
  );
  expect(slackDate('soon')).toBeNull();
  expect(slackDate('1969-12-31T00:00:00.000Z')).toBeNull();
});

test('lists and counts', () => {
  expect(formatList(['a', 'b'], 'en')).toBe('a, b');
  expect(formatList(['a', 'b'], 'ja')).toBe('a、b');
  expect(formatCount(12_345, 'en')).toBe('12,345');
  expect(formatCount(12_345, 'ja')).toBe('12,345');
});
