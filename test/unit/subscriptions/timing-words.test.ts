import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/domain/subscription-options.ts';
import { readBudget, readDigest, readQuiet, readUrgent } from '../../../src/subscriptions/timing-words.ts';

describe('quiet hours', () => {
  test.each<[string, readonly string[]]>([
    ['22:00-07:00@Asia/Tokyo', ['22:00-07:00@Asia/Tokyo']],
    ['22:00–7:00 @ asia/tokyo', ['22:00-07:00@Asia/Tokyo']],
    ['２２：００～０７：００＠Asia/Tokyo', ['22:00-07:00@Asia/Tokyo']],
    ['sun, Saturday@Europe/Berlin', ['sat,sun@Europe/Berlin']],
    ['weekend@UTC', ['sat,sun@UTC']],
    ['fri-mon,20:00-8:00@UTC', ['mon,fri,sat,sun,20:00-08:00@UTC']],
    ['mon-sun,22:00-07:00@UTC', ['22:00-07:00@UTC']],
    ['22:00-07:00@UTC; sat,sun@UTC', ['22:00-07:00@UTC', 'sat,sun@UTC']],
    ['22:00-07:00@UTC sat,sun@UTC\n22:00-07:00@UTC', ['22:00-07:00@UTC', 'sat,sun@UTC']],
    ['off', []],
    ['', []],
  ])('%j is %j', (text, windows) => {
    expect(readQuiet(text)).toEqual(windows);
    expect(readQuiet(windows.join('; '))).toEqual(windows);
  });

  test.each([
    ['22:00-07:00', { mistake: 'quiet-form' }],
    ['25:00-07:00@UTC', { mistake: 'quiet-form' }],
    ['22:00-22:00@UTC', { mistake: 'quiet-form' }],
    ['22:00@UTC', { mistake: 'quiet-form' }],
    ['@UTC', { mistake: 'quiet-form' }],
    ['someday@UTC', { mistake: 'quiet-form' }],
    ['22:00-07:00@Asia/Tokio', { mistake: 'unknown-zone', nearest: ['quiet=22:00-07:00@Asia/Tokyo'] }],
    ['22:00-07:00@berlin', { mistake: 'unknown-zone', nearest: ['quiet=22:00-07:00@Europe/Berlin'] }],
    ['22:00-07:00@+09:00', { mistake: 'unknown-zone' }],
    ['mon-sun@UTC', { mistake: 'quiet-always' }],
    ['0:00-12:00@UTC;12:00-24:00@UTC', { mistake: 'quiet-always' }],
    [
      Array.from({ length: 11 }, (_, i) => `0:${10 + i}-1:00@UTC`).join(';'),
      { mistake: 'too-many-patterns' },
    ],
  ])('%j is a mistake', (text, mistake) => {
    expect(readQuiet(text)).toMatchObject(mistake);
  });
});

test.each<[string, unknown]>([
  ['hourly', 'hourly'],
  ['Daily', 'daily@09:00@UTC'],
  ['daily@9:30', 'daily@09:30@UTC'],
  ['daily@09:00 europe/berlin', 'daily@09:00@Europe/Berlin'],
  ['daily＠０９：００＠Asia/Tokyo', 'daily@09:00@Asia/Tokyo'],
  ['weekly', 'weekly@mon@09:00@UTC'],
  ['weekly@fri 17:00 Asia/Tokyo', 'weekly@fri@17:00@Asia/Tokyo'],
  ['weekly@Friday,17:00@Asia/Tokyo', 'weekly@fri@17:00@Asia/Tokyo'],
  ['off', null],
  ['', null],
])('the digest %j is %j', (text, digest) => {
  expect(readDigest(text)).toBe(digest);
  if (typeof digest === 'string') expect(readDigest(digest)).toBe(digest);
});

test.each([
  ['dayly', { mistake: 'digest-form', nearest: ['digest=daily'] }],
  ['hourly@09:00', { mistake: 'digest-form' }],
  ['daily@25:00', { mistake: 'digest-form' }],
  ['daily@mon', { mistake: 'unknown-zone' }],
  ['daily@09:00@Asia/Tokio', { mistake: 'unknown-zone', nearest: ['digest=daily@09:00@Asia/Tokyo'] }],
])('the digest %j is a mistake', (text, mistake) => {
  expect(readDigest(text)).toMatchObject(mistake);
});

test('budgets and urgent outcomes', () => {
  expect(readBudget('30')).toEqual({ budget: 30 });
  expect(readBudget('３０')).toEqual({ budget: 30 });
  expect(readBudget('off')).toEqual({ budget: null });
  for (const wrong of ['0', '-1', '1.5', '10001', '1e3', 'many']) {
    expect(readBudget(wrong)).toMatchObject({ mistake: 'budget-form' });
  }
  expect(readUrgent(['broken', 'on-hold', 'broken'])).toEqual(['broken', 'on_hold']);
  expect(readUrgent(['off'])).toEqual([]);
  expect(readUrgent(['borken'])).toMatchObject({ mistake: 'urgent-form', nearest: ['urgent=broken'] });
});

test('nothing that people write throws or takes long', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 3000 }), fc.string({ unit: 'binary' })), (text) => {
      for (const read of [readQuiet, readDigest, readBudget]) read(text);
      readUrgent([text]);
    }),
  );
  readQuiet('@'.repeat(3000));
  readQuiet(`${' '.repeat(1500)}@${' '.repeat(1500)}`);
});

test('stored options that are wrong in one key keep the others, and keys of others stay', () => {
  const stored = { quiet: 'x', digest: 'hourly', budget: -1, urgent: ['failed'], mine: 'U1' };
  expect(readOptions(stored)).toEqual({ digest: 'hourly', urgent: ['failed'], mine: 'U1' });
  expect(readOptions(null)).toEqual({});
});
