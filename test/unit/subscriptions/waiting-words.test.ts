import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/domain/subscription-options.ts';
import { minutesText } from '../../../src/domain/waiting-options.ts';
import { readMinutes, readWaiting } from '../../../src/subscriptions/waiting-words.ts';

const read = (remind: string[], escalate = '', expire = '') => readWaiting({ remind, escalate, expire });

describe('what people write about holds that wait', () => {
  test('times, whom to call, and when to give up', () => {
    const options = read(['8h', '2h', '120m', '2H'], '24h:@S0TEAM01', '7d');
    expect(options).toEqual({
      remind: [120, 480],
      escalate: { after: 1_440, whom: 'S0TEAM01' },
      expire: 10_080,
    });
    expect(readOptions(JSON.parse(JSON.stringify(options)))).toEqual(options);
    expect(read([], '', '')).toEqual({});
    expect(read(['off'], 'OFF', 'never')).toEqual({});
    expect(read(['１ｈ'], '90m：<!subteam^S0TEAM01|@team>', '１週間')).toMatchObject({
      mistake: 'expire-form',
    });
    expect(read(['１ｈ'], '90m：<!subteam^S0TEAM01|@team>', '2w')).toEqual({
      remind: [60],
      escalate: { after: 90, whom: 'S0TEAM01' },
      expire: 20_160,
    });
  });

  test.each([
    [['2'], '', '', 'remind-form'],
    [['4m'], '', '', 'remind-form'],
    [['90d'], '', '', 'remind-form'],
    [['1e3h'], '', '', 'remind-form'],
    [['5m', '6m', '7m', '8m', '9m', '10m'], '', '', 'too-many-patterns'],
    [[], '24h', '', 'escalate-form'],
    [[], '24h:', '', 'escalate-form'],
    [[], '24h:@team', '', 'escalate-form'],
    [[], '24h:<!channel>', '', 'escalate-form'],
    [[], '24h:<!subteam^S0TEAM01|@team> <!channel>', '', 'escalate-form'],
    [[], '@S0TEAM01:24h', '', 'escalate-form'],
    [[], '', '59m', 'expire-form'],
    [[], '', '90d', 'expire-form'],
    [[], '', '-7d', 'expire-form'],
    [[], '', '7d\0', 'expire-form'],
  ])('%j %s %s is a mistake: %s', (remind, escalate, expire, mistake) => {
    expect(read(remind, escalate, expire)).toMatchObject({ mistake });
  });

  test.each(['30m', '90m', '2h', '36h', '1d', '7d'])('%s is written as it is read', (text) => {
    expect(minutesText(readMinutes(text) ?? 0)).toBe(text);
  });

  test('what a newer version stored otherwise counts as not set', () => {
    expect(readOptions({ remind: 'often', escalate: { after: 5 }, expire: -1, budget: 3 })).toEqual({
      budget: 3,
    });
  });
});
