import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripAnsi } from '../../../src/failures/strip-ansi.ts';

const ESC = '\u001b';

describe('stripAnsi', () => {
  test.each([
    ['colours', `${ESC}[31mred${ESC}[0m ${ESC}[38;2;1;2;3mrgb${ESC}[m`, 'red rgb'],
    ['cursor movements', `a${ESC}[2K${ESC}[1Gb`, 'ab'],
    ['a title', `${ESC}]0;title\u0007text`, 'text'],
    ['a link, keeping its text', `${ESC}]8;;https://x.example/${ESC}\\here${ESC}]8;;${ESC}\\`, 'here'],
    ['sequences of one byte', '\u009b31mred\u009b0m', 'red'],
    ['a character set', `${ESC}(Btext`, 'text'],
    ['a sequence that is cut off', `text${ESC}[31`, 'text31'],
    ['a string that never ends, but not the lines after it', `${ESC}]0;tit\nnext`, '0;tit\nnext'],
    ['carriage returns at the ends of lines', 'a\r\nb\r\n', 'a\nb\n'],
    ['a line that overwrote itself', '10 %\r50 %\r100 %\r\ndone', '100 %\ndone'],
    ['no line that is only blank', '\r\r\n', '\n'],
  ])('removes %s', (_what, raw, plain) => {
    expect(stripAnsi(raw)).toBe(plain);
  });

  const sequence = fc.oneof(
    fc.constantFrom(`${ESC}[0m`, `${ESC}[1;31m`, `${ESC}[2K`, `${ESC}]0;title\u0007`, `${ESC}(B`, '\u009b7m'),
    fc.integer({ min: 0, max: 255 }).map((colour) => `${ESC}[38;5;${colour}m`),
  );
  // Nothing that a sequence right before it could take for its own end.
  const words = fc.stringMatching(/^[ .,:!?]{0,3}[\w é漢🎉]{0,20}$/u).map((text) => ` ${text}`);

  test('of a text with sequences anywhere in it the text is left', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(words, sequence), { maxLength: 30 }), (parts) => {
        const raw = parts.map(([text, code]) => text + code).join('');
        expect(stripAnsi(raw)).toBe(parts.map(([text]) => text).join(''));
      }),
    );
  });

  test('whatever comes in, no escape comes out', () => {
    const pieces = fc.constantFrom(ESC, '[', ']', ';', 'm', '\u009b', '\u0007', '\r', '\n', '\\', 'x', '31');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const plain = stripAnsi(parts.join(''));
        expect([ESC, '\r'].filter((character) => plain.includes(character))).toEqual([]);
        expect(plain.split('\n').length).toBe(parts.filter((part) => part === '\n').length + 1);
      }),
    );
  });
});
