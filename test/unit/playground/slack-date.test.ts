import { describe, expect, it } from 'vitest';
import { formatSlackDate } from '../../../playground/page/js/text/slack-date.js';

const at = Date.UTC(2026, 10, 21, 9, 30, 5) / 1000;
const context = { locale: 'en-GB', now: new Date('2026-11-21T10:00:00Z'), timeZone: 'UTC' };
const format = (seconds: number, text: string, changes: object = {}) =>
  formatSlackDate(seconds, text, { ...context, ...changes });

describe('a date token', () => {
  // Patterns where ICU's versions differ in a comma or a leading zero.
  it.each([
    ['{date_num}', /^2026-11-21$/],
    ['{date}', /^21 November 2026$/],
    ['{date_short}', /^21 Nov 2026$/],
    ['{date_long}', /^Saturday,? 21 November 2026$/],
    ['{time}', /^0?9:30$/],
    ['{time_secs}', /^0?9:30:05$/],
    ['{date_short_pretty} at {time}', /^today at 0?9:30$/],
    ['{ago}', /^29 minutes ago$/],
    ['{nothing} stays', /^\{nothing\} stays$/],
  ])('%s', (token, text) => expect(format(at, token)).toMatch(text));

  it('says yesterday and tomorrow by the reader’s calendar, not by 24 hours', () => {
    expect(format(at - 10 * 3600, '{date_pretty}')).toBe('yesterday');
    expect(format(at + 15 * 3600, '{date_pretty}')).toBe('tomorrow');
    expect(format(at - 3 * 86_400, '{date_pretty}')).toBe('18 November 2026');
    // 23:30 UTC on the day before is today's morning in Tokyo.
    expect(format(at - 10 * 3600, '{date_pretty}', { timeZone: 'Asia/Tokyo' })).toBe('today');
  });

  it('speaks the reader’s language', () => {
    expect(format(at, '{date_short_pretty} {time}', { locale: 'ja-JP', timeZone: 'Asia/Tokyo' })).toBe(
      '今日 18:30',
    );
  });

  it('is the pattern itself for a moment that does not exist', () => {
    expect(format(1e15, '{date}')).toBe('{date}');
  });
});
