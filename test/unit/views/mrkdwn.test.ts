import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  code,
  escapeMrkdwn,
  inline,
  link,
  mention,
  oneLine,
  quote,
  safeUrl,
  shorten,
} from '../../../src/views/mrkdwn.ts';
import { hostileText } from '../../support/arbitrary-snapshots.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { smuggled } from '../../support/mrkdwn-safety.ts';

test.each([
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
  ['<!channel> <@U1>', '&lt;!channel&gt; &lt;@U1&gt;'],
  ['&lt;', '&amp;lt;'],
  ['a\u0000b\u202ec\u200bd', 'abcd'],
  ['a\r\nb\u2028c', 'a\nb\nc'],
  ['```rm```', 'ˋˋˋrmˋˋˋ'],
  ['half \ud800', 'half \ufffd'],
  ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
])('escapeMrkdwn(%j)', (text, escaped) => {
  expect(escapeMrkdwn(text)).toBe(escaped);
});

test('inline keeps what a name is made of and disarms what formats', () => {
  expect(inline(' deploy_to-prod\n*now* `x` ~y~ ')).toBe('deploy_to-prod ∗now∗ ˋxˋ ∼y∼');
});

test('code spans cannot be left by a backtick, and an empty one is nothing', () => {
  expect(code('a`b')).toBe('`aˋb`');
  expect(code(' \u200b ')).toBe('');
});

describe('link', () => {
  test.each<[string | null, string, string]>([
    ['https://ci.example/a?b=1&c=2', 'x', '<https://ci.example/a?b=1&amp;c=2|x>'],
    ['https://ci.example/a|b>c', 'x|y', '<https://ci.example/a%7Cb%3Ec|x¦y>'],
    ['https://ci.example/', '<b>', '<https://ci.example/|&lt;b&gt;>'],
    ['javascript:alert(1)', 'x', 'x'],
    ['/relative', 'x', 'x'],
    ['https://', 'x', 'x'],
    [`https://ci.example/${'a'.repeat(500)}`, 'x', 'x'],
    [null, 'x', 'x'],
    ['https://ci.example/', ' ', ''],
  ])('link(%j, %j)', (url, text, expected) => {
    expect(link(url, text)).toBe(expected);
  });

  test('is never longer than 500 and its label after encoding', () => {
    expect(safeUrl(`https://ci.example/${'|'.repeat(300)}`)).toBeNull();
  });
});

test('mention takes Slack user ids only', () => {
  expect(mention('U0ANA')).toBe('<@U0ANA>');
  expect(mention('W012A3CDE')).toBe('<@W012A3CDE>');
  expect(mention('U1> <!channel')).toBe('U1&gt; &lt;!channel');
  expect(mention('here')).toBe('here');
});

describe('quote', () => {
  test('marks every line, and leaves empty ones out', () => {
    expect(quote('one\n\n<two>\n', 100, 5)).toBe('>one\n>&lt;two&gt;');
  });
  test('says when lines are left out', () => {
    expect(quote('a\nb\nc', 100, 2)).toBe('>a\n>b…');
  });
  test('is nothing when nothing is visible', () => {
    expect(quote('\n \u0000\n', 100, 2)).toBe('');
  });
});

describe('shorten', () => {
  test('leaves alone what fits', () => {
    expect(shorten('abc', 3)).toBe('abc');
  });
  test('never cuts a grapheme', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(shorten(`ab${family}`, 5)).toBe('ab…');
    expect(shorten(family.repeat(3), family.length + 1)).toBe(`${family}…`);
    const decomposed = 'が'.normalize('NFD');
    expect(decomposed).toHaveLength(2);
    expect(shorten(decomposed.repeat(2), 2)).toBe('…');
    expect(shorten(decomposed.repeat(2), 3)).toBe(`${decomposed}…`);
  });
  test('result fits and begins as the text does', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostileText, fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 80 }),
        (text, max) => {
          const short = shorten(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          if (text.length > max)
            expect(short.endsWith('…') && text.startsWith(short.slice(0, -1))).toBe(true);
          else expect(short).toBe(text);
          if (text.isWellFormed()) expect(short.isWellFormed()).toBe(true);
        },
      ),
    );
  });
  test('looks at no more of a long text than it needs', () => {
    const took = cpuMs(() => {
      for (let times = 0; times < 200; times += 1) shorten('é́'.repeat(100_000), 60);
    });
    expect(took).toBeLessThan(1000);
  });
});

test('whatever comes in, no helper lets a link, mention or fence through', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const safe of [
        escapeMrkdwn(text),
        inline(text),
        code(text),
        quote(text, 200, 4),
        link('https://ci.example/', text),
      ]) {
        expect(smuggled(safe, [])).toEqual([]);
      }
      expect(oneLine(text)).not.toContain('\n');
    }),
  );
});
