import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastLines, readableLog } from '../../../src/failures/readable-log.ts';
import { clean } from '../../../src/views/mrkdwn.ts';
import { cpuMs } from '../../support/cpu-time.ts';

const token = ['ghp', 'aB3dE6gH9jK2mN5pQ8aB3dE6gH9jK2mN5pQ8'].join('_');

describe('readableLog', () => {
  test.each([
    ['a colour in it', `${token.slice(0, 9)}\u001b[1m${token.slice(9)}`],
    ['a character in it that nobody sees', `${token.slice(0, 9)}\u200b${token.slice(9)}`],
    ['a null byte in it', `${token.slice(0, 2)}\u0000${token.slice(2)}`],
    ['a colour right before it', `key\u001b[0m${token}`],
    ['a direction mark in it', `${token.slice(0, 20)}\u202e${token.slice(20)}`],
  ])('masks a token with %s', (_what, raw) => {
    const readable = readableLog(`a ${raw} b`);
    expect(readable).toMatch(/^a .*\*{5} b$/);
    expect(readable).not.toContain(token.slice(10, 30));
  });

  test('half a token at the cut goes, whatever is left of it', () => {
    expect(readableLog(`${token.slice(12)} rest\nnext`, true)).toBe('… rest\nnext');
  });

  test('takes only the end of an endless text', () => {
    const readable = readableLog(`${'x'.repeat(999_990)}${'y '.repeat(40)}end`);
    expect(readable).toMatch(/^….* end$|^… end$|y end$/);
    expect(readable.length).toBeLessThanOrEqual(1_000_000);
  });

  test('has nothing left in it that a card would take out, so that nothing joins after masking', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const readable = readableLog(raw);
        expect(clean(readable)).toBe(readable);
      }),
    );
  });

  /** What makes careless patterns slow: the beginning of each of them, over and over. */
  test.each([
    ['escapes', '\u001b]'],
    ['sequences without end', '\u001b[1;'],
    ['carriage returns', '\r'],
    ['names of secrets', 'token'],
    ['open quotes', 'token="\\'],
    ['web tokens without a dot', 'eyJaaaaaaaa'],
    ['private keys without end', `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['addresses', '://a:'],
    ['options', '--token '],
    ['headers', 'cookie: '],
    ['base64', 'aB3'],
    ['one line', 'word '],
  ])('takes time in proportion to the length: %s', (_what, unit) => {
    const time = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      return cpuMs(() => readableLog(text));
    };
    time(10_000);
    const short = Math.min(time(100_000), time(100_000), time(100_000));
    const long = Math.min(time(400_000), time(400_000));
    // Four times the length takes four times as long, a square would take sixteen; with room for a busy machine.
    expect(long).toBeLessThan(12 * short + 200);
    expect(long).toBeLessThan(2_000);
  });
});

describe('lastLines', () => {
  test.each([
    ['as many lines', 'a\nb\nc\n', 2, 100, 'b\nc'],
    ['blank lines at the ends go', '\n\na\n\nb\n\n\n', 10, 100, 'a\n\nb'],
    ['whole lines within the characters', 'aaaa\nbbbb\ncccc', 10, 10, 'bbbb\ncccc'],
    ['the end of one long line', '123456789', 10, 5, '…6789'],
    ['nothing of nothing', ' \n ', 10, 10, ''],
  ])('%s', (_what, text, lines, characters, expected) => {
    expect(lastLines(text, lines, characters)).toBe(expected);
  });
});
