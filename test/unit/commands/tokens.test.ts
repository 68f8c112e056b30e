import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWords } from '../../../src/commands/tokens.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { textsOf, wordsOf } from './words.ts';

describe('readWords', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['only space', ' \t\n　 ', []],
    ['plain words', 'run  web   main', ['run', 'web', 'main']],
    ['full-width and other spaces', 'run　web\u00a0main\u200bx', ['run', 'web', 'main', 'x']],
    ['straight quotes', 'note="two words" x', ['note=two words', 'x']],
    ['smart double quotes', 'note=“two words”', ['note=two words']],
    ['a phone that closes with the mark it opened with', 'note=”two words”', ['note=two words']],
    ['opened smart, closed straight', 'note=“two words"', ['note=two words']],
    ['low German quotes', 'note=„zwei Wörter“', ['note=zwei Wörter']],
    ['smart single quotes', 'note=‘two words’', ['note=two words']],
    ['Japanese quotes', 'note=「二つ の語」', ['note=二つ の語']],
    ['double Japanese quotes', 'note=『a b』', ['note=a b']],
    ['a quote inside the other kind', `note="it's" b='say "x"'`, ["note=it's", 'b=say "x"']],
    ['an apostrophe in a word', "note=don't it’s", ["note=don't", 'it’s']],
    ['an apostrophe in a quote', "'don't stop'", ["don't stop"]],
    ['an inch mark inside a word', 'size=5"', ['size=5"']],
    ['quotes in a list', 'branch:"a b",main', ['branch:a b,main']],
    ['an empty quote', 'note="" x', ['note=', 'x']],
    ['an escaped quote', 'note="a \\"b\\" c"', ['note=a "b" c']],
    ['an escaped space', 'two\\ words', ['two words']],
    ['an escaped backslash', 'a\\\\b', ['a\\b']],
    ['a backslash before a letter', 'C:\\temp \\d+', ['C:\\temp', '\\d+']],
    ['a backslash at the end', 'a\\', ['a\\']],
    ['entities, once', 'a &amp; b&lt;c&gt; &amp;lt;', ['a', '&', 'b<c>', '&lt;']],
    ['an entity that is none of Slack’s', '&quot; &nbsp;', ['&quot;', '&nbsp;']],
    ['an escaped entity', '\\&lt;b&gt;', ['<b>']],
    ['entities in quotes', 'note="a &amp; b"', ['note=a & b']],
    ['a bare link', '<https://circleci.com/a?b=1&amp;c=2>', ['https://circleci.com/a?b=1&c=2']],
    ['a link with another label', '<https://circleci.com/a|see here>', ['https://circleci.com/a']],
    ['a word that Slack took for a link', '<http://web.io|web.io>', ['web.io']],
    ['a link that only lost its slash', '<http://web.io/|web.io>', ['web.io']],
    ['an address', '<mailto:ana@example.com|ana@example.com>', ['ana@example.com']],
    ['a channel', '<#C123|deploys>', ['#deploys']],
    ['a channel without a name', '<#C123|> <#C123>', ['#C123', '#C123']],
    ['a person', '<@U123> <@U123|ana>', ['@U123', '@ana']],
    ['a broadcast', '<!here> <!subteam^S1|@ops>', ['@here', '@ops']],
    ['a link inside a value', 'url=<https://example.com/?a=b>', ['url=https://example.com/?a=b']],
    ['a link inside a quote', '"see <https://example.com/x> now"', ['see https://example.com/x now']],
    ['brackets that are no link', 'a<b <x y>', ['a<b', '<x', 'y>']],
    ['full-width signs', 'deploy＝true branch：main', ['deploy=true', 'branch:main']],
  ])('%s', (_name, text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  test.each(['note="two words', 'run “web', "'tis", 'a=「b', 'note="a\\"'])(
    'says which quote is open: %s',
    (text) => {
      const read = readWords(text);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(text.endsWith(read.rest)).toBe(true);
    },
  );

  test('knows where the plain signs are', () => {
    expect(wordsOf('a=b:c')[0]).toMatchObject({ equals: 1, colon: 3, quoted: false });
    expect(wordsOf('a:b=c')[0]).toMatchObject({ equals: 3, colon: 1 });
    expect(wordsOf('"a=b"')[0]).toMatchObject({ equals: -1, colon: -1, quoted: true });
    expect(wordsOf('a\\=b')[0]).toMatchObject({ text: 'a=b', equals: -1, quoted: true });
    expect(wordsOf('<https://x.io/?a=b>')[0]).toMatchObject({ equals: -1, colon: -1, quoted: false });
    expect(wordsOf('k=“v”')[0]).toMatchObject({ text: 'k=v', equals: 1, quoted: true });
  });

  test('gives back any text that was quoted as the help says', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 6 }), (texts) => {
        expect(textsOf(texts.map(quoted).join(' '))).toEqual(texts);
      }),
    );
  });

  test('gives back any text that was quoted with smart quotes and has none inside', () => {
    const inside = fc.string({ minLength: 1 }).map((text) => text.replaceAll(/["“”„＂]/gu, 'q'));
    fc.assert(
      fc.property(inside, (text) => {
        expect(textsOf(`note=“${escaped(text)}”`)).toEqual([`note=${text}`]);
      }),
    );
  });

  test('reads anything without failing, and in no more words than there are gaps', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'ab=:"“”\'’「」\\<>|@#!&;lt gtamp　 \n'.split('')),
    });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const read = readWords(text);
        if (!read.ok) return;
        expect(read.words.length).toBeLessThanOrEqual(text.split(/[\s\u200b]/u).length);
        for (const { text: word, equals, colon } of read.words) {
          if (equals >= 0) expect(word[equals]).toBe('=');
          if (colon >= 0) expect(word[colon]).toBe(':');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('takes time in proportion to the text, however hostile', () => {
    const took = cpuMs(() => {
      for (const piece of ['<', '&', '"', '\\', '<https://a|', '“']) readWords(piece.repeat(8_000));
    });
    expect(took).toBeLessThan(1_000);
  });
});

/** As a person would who knows the rules, and as Slack sends it on. */
function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/["“”„＂\\]/gu, '\\$&');
}
