import { expect, test } from 'vitest';
import { isListKey, parseSubscribe } from '../../../src/commands/subscribe-words.ts';
import { isMistake } from '../../../src/views/help-mistake.ts';
import { wordsOf } from './words.ts';

const parse = (text: string) => parseSubscribe(wordsOf(text, { isList: isListKey }));
const optionsOf = (text: string) => {
  const read = parse(`web budget=off ${text}`);
  return isMistake(read) ? read : read.filter.options;
};

test('what is to happen while a hold waits is typed beside the other options', () => {
  expect(optionsOf('remind=2h,8h remind=3d escalate=24h:<!subteam^S0614TZR7|@release> expire=7d')).toEqual({
    remind: [120, 480, 4_320],
    escalate: { after: 1_440, whom: 'S0614TZR7' },
    expire: 10_080,
  });
  expect(optionsOf('escalate=90m:<@U0ADA00001|ada>')).toEqual({
    escalate: { after: 90, whom: 'U0ADA00001' },
  });
  expect(optionsOf('expire=7d expire=off escalate=off remind=off')).toEqual({});
});

test.each([
  ['remind=soon', 'remind-form'],
  ['escalate=24h:@release', 'escalate-form'],
  ['escalate=24h:<!channel>', 'escalate-form'],
  ['expire=7', 'expire-form'],
  ['expire=', 'empty-value'],
])('%s is a mistake', (word, mistake) => {
  expect(parse(`web ${word}`)).toMatchObject({ mistake });
});

test('a slip of the pen is told', () => {
  expect(parse('web remnid=2h')).toMatchObject({ mistake: 'unknown-filter', nearest: ['remind=2h'] });
});
