import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationOf } from '../../../src/commands/duration-word.ts';
import { parseFreeze, parseLock, parseScopeAndReason, parseStop } from '../../../src/commands/lock-words.ts';
import { readWords } from '../../../src/commands/tokens.ts';

const words = (text: string) => {
  const read = readWords(text);
  if (!read.ok) throw new Error(`not words: ${text}`);
  return read.words;
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('durations', () => {
  test.each([
    ['30m', 30 * MINUTE],
    ['2h', 2 * HOUR],
    ['1d', 24 * HOUR],
    ['1d12h', 36 * HOUR],
    ['1H30MIN', 90 * MINUTE],
    ['２時間', 2 * HOUR],
    ['90分', 90 * MINUTE],
    ['3days', 72 * HOUR],
  ])('%s', (text, expected) => expect(durationOf(text)).toBe(expected));

  test.each(['', '2', 'h', '0h', '-2h', '1.5h', '2y', '2h30', 'main', '999999999h', '2constructor', 'h2'])(
    'not %s',
    (text) => expect(durationOf(text)).toBeNull(),
  );

  test('nothing that is typed makes it throw, or gives what is no number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = durationOf(text);
        if (read !== null) expect(Number.isSafeInteger(read) && read > 0).toBe(true);
      }),
    );
  });
});

describe('the words of lock', () => {
  test.each([
    ['gh/acme/web 2h', 'gh/acme/web', null],
    ['github/acme/web/main 2h', 'github/acme/web', 'main'],
    ['gh/acme/web/release/* 2h', 'gh/acme/web', 'release/*'],
    ['web 2h', 'web', null],
    ['web/feature/a/b 2h', 'web', 'feature/a/b'],
    [
      '<https://app.circleci.com/pipelines/github/acme/web> 2h',
      'https://app.circleci.com/pipelines/github/acme/web',
      null,
    ],
  ])('%s', (text, project, branch) => {
    expect(parseLock(words(text))).toMatchObject({ scope: { project, branch }, forMs: 2 * HOUR });
  });

  test('nothing lists', () => expect(parseLock([])).toMatchObject({ scope: null }));

  test.each(['/main 1h x', 'web/ 1h x', '--force 1h x', 'web\u0000 1h x', `web/${'b'.repeat(300)} 1h x`])(
    'refuse %j',
    (text) => expect(parseLock(words(text))).toHaveProperty('mistake'),
  );

  test('a branch that can never be is refused, with the glob that was meant', () => {
    expect(parseLock(words('web/^release/.* 1h x'))).toMatchObject({
      mistake: 'pattern-regex',
      nearest: ['web/release/*', 'web/release/**'],
    });
  });

  test('all that follows the time is the reason, cut and on one line', () => {
    expect(parseLock(words('web 2h moving "the\u2028database" now'))).toMatchObject({
      reason: 'moving the database now',
    });
    expect(parseLock(words('web 2h reason:"because of it"'))).toMatchObject({ reason: 'because of it' });
    expect(parseLock(words(`web 2h ${'x'.repeat(900)}`))).toMatchObject({ reason: 'x'.repeat(300) });
    expect(parseLock(words('web 2h \u0000\u200b'))).toMatchObject({ reason: null });
    expect(parseLock(words('web main 2h'))).toMatchObject({ time: 'main', forMs: null });
    expect(parseFreeze(words('1d holidays'))).toMatchObject({
      scope: null,
      forMs: 24 * HOUR,
      reason: 'holidays',
    });
  });
});

test('unlock takes plain words as the reason; stop takes none that could be a project', () => {
  expect(parseScopeAndReason(words('web/main they are on holiday'))).toEqual({
    scope: { project: 'web', branch: 'main' },
    reason: 'they are on holiday',
  });
  expect(parseScopeAndReason([])).toEqual({ scope: null, reason: null });
  expect(parseStop(words('web reason:"a b"'))).toEqual({
    scope: { project: 'web', branch: null },
    reason: 'a b',
  });
  expect(parseStop(words('web payments'))).toMatchObject({ mistake: 'unexpected-word', word: 'payments' });
  expect(parseStop(words('web reason:'))).toMatchObject({ mistake: 'empty-value' });
  expect(parseStop(words('web reason:a reason:b'))).toMatchObject({ mistake: 'unexpected-word' });
});
