import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWords } from '../../../src/commands/tokens.ts';
import { dropInvisible } from '../../../src/domain/invisible.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { textsOf, wordsOf } from './words.ts';

describe('readWords', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['only space', ' \t\n　 ', []],
    ['plain words', 'run  web   main', ['run', 'web', 'main']],
    ['full-width and other spaces', 'run　web\u00a0main', ['run', 'web', 'main']],
    [
      'what cannot be seen',
      '\u2060status gh/\u200bacme/we\ufeffb ma\u200cin\u202e',
      ['status', 'gh/acme/web', 'main'],
    ],
    ['joiners that shape what is seen', 'note=👩‍💻 می‌خواهم', ['note=👩‍💻', 'می‌خواهم']],
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
    [
      'quotes within a value',
      'x=["api","web"] y=key:"v" z=5","6',
      ['x=["api","web"]', 'y=key:"v"', 'z=5","6'],
    ],
    ['JSON with spaces', 'x={"a b": [1, "}"]} main', ['x={"a b": [1, "}"]}', 'main']],
    ['single quotes, in which all is as typed', `x='{"a":"\\\\b \\""}'`, ['x={"a":"\\\\b \\""}']],
    ['an empty quote', 'note="" x', ['note=', 'x']],
    ['an escaped quote', 'note="a \\"b\\" c"', ['note=a "b" c']],
    ['backslashes outside quotes', 'a\\\\b C:\\tmp\\*.log a\\=b', ['a\\\\b', 'C:\\tmp\\*.log', 'a\\=b']],
    ['escaped backslashes in quotes', 'p="a\\\\b\\c"', ['p=a\\b\\c']],
    ['a backslash before a letter', 'C:\\temp \\d+', ['C:\\temp', '\\d+']],
    ['a backslash at the end', 'a\\', ['a\\']],
    ['entities, once', 'a &amp; b&lt;c&gt; &amp;lt;', ['a', '&', 'b<c>', '&lt;']],
    ['an entity that is none of Slack’s', '&quot; &nbsp;', ['&quot;', '&nbsp;']],
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
    [
      'links in JSON',
      'x={"u": "<https://x.io/?a=1&amp;b=2>", "m": "<mailto:ana@example.com|ana@example.com>"}',
      ['x={"u": "https://x.io/?a=1&b=2", "m": "ana@example.com"}'],
    ],
    ['full-width signs', 'deploy＝true branch：main note=a：b', ['deploy=true', 'branch:main', 'note=a：b']],
  ])('%s', (_name, text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['note="two words', 'unclosed-quote', 'note="two words"'],
    ['run “web', 'unclosed-quote', '“web”'],
    ["'tis", 'unclosed-quote', "'tis'"],
    ['a=「b', 'unclosed-quote', 'a=「b」'],
    ['x="a"b', 'quote-within', `x='"a"b'`],
    ['x="{"a":1}"', 'quote-within', `x='"{"a":1}"'`],
    ['x=key:"a b"', 'quote-within', `x='key:"a'`],
    ["x='a' b'", 'quote-within', `"b'"`],
    ['x=["a", web', 'unclosed-bracket', `x='["a", web'`],
    ['x={"a": "b c}', 'unclosed-bracket', `x='{"a": "b c}'`],
  ])('refuses %s', (text, mistake, nearest) => {
    expect(readWords(text)).toMatchObject({ ok: false, mistake: { mistake, nearest: [nearest] } });
  });

  test('free text is as typed, unless all of it is in quotes', () => {
    const prose = { prose: 1 };
    expect(textsOf('web fix "a b", don\'t "wait', prose).join(' ')).toBe('web fix "a b", don\'t "wait');
    expect(textsOf('web "fix it, now"', prose)).toEqual(['web', 'fix it, now']);
    expect(textsOf('web “fix it”  then', prose)).toEqual(['web', '“fix', 'it”', 'then']);
    expect(textsOf('web reason:"fix it"', prose)).toEqual(['web', 'reason:fix it']);
  });

  test('knows where the plain signs are', () => {
    expect(wordsOf('a=b:c')[0]).toMatchObject({ equals: 1, colon: 3, quoted: false });
    expect(wordsOf('a:b=c')[0]).toMatchObject({ equals: 3, colon: 1 });
    expect(wordsOf('"a=b"')[0]).toMatchObject({ equals: -1, colon: -1, quoted: true });
    expect(wordsOf('<https://x.io/?a=b>')[0]).toMatchObject({ equals: -1, colon: -1, quoted: false });
    expect(wordsOf('k=“v”')[0]).toMatchObject({ text: 'k=v', equals: 1, quoted: true });
  });

  test('gives back any text that was quoted as the help says', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 6 }), (texts) => {
        expect(textsOf(texts.map(quoted).join(' '))).toEqual(texts.map(dropInvisible));
      }),
    );
  });

  test('gives back any text that was quoted with smart quotes and has none inside', () => {
    const inside = fc.string({ minLength: 1 }).map((text) => text.replaceAll(/["“”„＂]/gu, 'q'));
    fc.assert(
      fc.property(inside, (text) => {
        expect(textsOf(`note=“${escaped(text)}”`)).toEqual([`note=${dropInvisible(text)}`]);
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
        expect(read.words.length).toBeLessThanOrEqual(text.split(/\s/u).length);
        for (const { text: word, equals, colon } of read.words) {
          if (equals >= 0) expect('=＝').toContain(word[equals]);
          if (colon >= 0) expect(':：').toContain(word[colon]);
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
  return `"${bySlack(text.replaceAll(/["\\]/gu, '\\$&'))}"`;
}

function escaped(text: string): string {
  return bySlack(text.replaceAll(/["“”„＂\\]/gu, '\\$&'));
}

function bySlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
