import { describe, expect, test } from 'vitest';
import { delegate } from '../../../src/commands/delegate.ts';
import { reject } from '../../../src/commands/reject.ts';
import { readReason } from '../../../src/runs/reason.ts';
import { wordsOf } from './words.ts';

const LINK =
  'https://app.circleci.com/pipelines/gh/acme/web/12/workflows/0f3e2d1c-0000-4000-8000-000000000001';

describe('reject', () => {
  test.each<[string, object]>([
    ['', { target: { kind: 'channel' }, reason: null }],
    ['#128', { target: { kind: 'number', number: 128 }, reason: null }],
    ['#128 the tests fail', { target: { kind: 'number' }, reason: 'the tests fail' }],
    ['#128 reason:"the tests" fail', { target: { kind: 'number' }, reason: 'the tests fail' }],
    ['reason:"not today"', { target: { kind: 'channel' }, reason: 'not today' }],
    [`${LINK} no: too late`, { target: { kind: 'link' }, reason: 'no: too late' }],
    ['#1 \u200b', { target: { kind: 'number' }, reason: null }],
  ])('%s', (text, args) => {
    expect(reject.parse(wordsOf(text))).toMatchObject(args);
  });

  test('takes nothing for a target that is none', () => {
    expect(reject.parse(wordsOf('never'))).toMatchObject({ mistake: 'not-a-target' });
    expect(reject.parse(wordsOf('#1 reason:'))).toMatchObject({ mistake: 'empty-value' });
  });
});

describe('delegate', () => {
  test.each<[string, object]>([
    ['', { kind: 'show' }],
    ['off', { kind: 'off' }],
    ['OFF', { kind: 'off' }],
    ['ben 4h', { kind: 'who' }],
    ['U0BEN00002', { kind: 'how-long' }],
    ['U0BEN00002 soon', { kind: 'how-long' }],
    ['U0BEN00002 0h', { kind: 'how-long' }],
    ['U0BEN00002 31d', { kind: 'how-long' }],
    ['U0BEN00002 30m', { kind: 'delegate', to: 'U0BEN00002', ms: 1_800_000, reason: null }],
    ['U0BEN00002 4h at lunch', { kind: 'delegate', ms: 14_400_000, reason: 'at lunch' }],
    ['U0BEN00002 30d reason:"on leave" now', { kind: 'delegate', ms: 2_592_000_000, reason: 'on leave now' }],
  ])('%s', (text, args) => {
    expect(delegate.parse(wordsOf(text))).toMatchObject(args);
  });
});

describe('a reason', () => {
  test('is on one line, without what cannot be seen or stored, and not too long', () => {
    expect(readReason('  two\n\nlines\u0000 \u202ehere ')).toBe('two lines here');
    expect(readReason(' \u200b\n')).toBeNull();
    const long = readReason('👩‍👩‍👧‍👦'.repeat(300)) ?? '';
    expect(long.length).toBeLessThanOrEqual(300);
    expect(long.isWellFormed()).toBe(true);
    expect(readReason('half \ud83d')).toBe('half \ufffd');
  });
});
