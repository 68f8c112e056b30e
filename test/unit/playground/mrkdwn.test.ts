import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrkdwn, type TextNode } from '../../../playground/page/js/text/mrkdwn.js';
import { cpuMs } from '../../support/cpu-time.ts';

/** The tree as a short line, so that a test reads as before → after. */
function show(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: TextNode) => {
      const inside = node.children === undefined ? String(node.text ?? '') : show(node.children);
      switch (node.type) {
        case 'text':
          return inside;
        case 'link':
          return `link(${node.url} ${node.label})`;
        case 'emoji':
          return `emoji(${node.name})`;
        case 'user':
        case 'channel':
          return `${node.type}(${node.id})`;
        case 'date':
          return `date(${node.seconds} ${node.format} ${node.fallback})`;
        case 'broadcast':
          return `broadcast(${node.label})`;
        default:
          return `${node.type}(${inside})`;
      }
    })
    .join('');
}

const inline = (source: string) => show(parseMrkdwn(source)).replace(/^paragraph\((.*)\)$/s, '$1');

describe('styles', () => {
  it.each([
    ['*bold*', 'bold(bold)'],
    ['_italic_', 'italic(italic)'],
    ['~gone~', 'strike(gone)'],
    ['*_both_*', 'bold(italic(both))'],
    ['a *b c* d', 'a bold(b c) d'],
    ['(*b*)', '(bold(b))'],
    ['太字は *これ* です', '太字は bold(これ) です'],
  ])('%s', (source, tree) => expect(inline(source)).toBe(tree));

  it.each(['2 * 3 * 4', 'snake_case_name', 'a*b*c', '*not\nover lines*', '* spaced *', '**', '~ ~', 'end*'])(
    '%j is no style',
    (source) => expect(inline(source)).toBe(source),
  );

  it('are nothing in code', () => {
    expect(inline('`*a* _b_ &lt;i&gt;`')).toBe('code(*a* _b_ <i>)');
  });

  it('a mark inside a link or code does not close one outside', () => {
    expect(inline('*see <https://a.example/x*y|x*y> now*')).toBe(
      'bold(see link(https://a.example/x*y x*y) now)',
    );
    expect(inline('*a `b*` c*')).toBe('bold(a code(b*) c)');
  });
});

describe('entities', () => {
  it.each([
    ['&lt;b&gt; &amp; co', '<b> & co'],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['&quot; &#60; &nbsp;', '&quot; &#60; &nbsp;'],
  ])('%s is read exactly once', (source, text) => expect(inline(source)).toBe(text));

  it('an escaped bracket makes no link or mention', () => {
    expect(inline('&lt;https://a.example|x&gt; &lt;!channel&gt;')).toBe(
      '<link(https://a.example https://a.example)|x> <!channel>',
    );
  });
});

describe('what stands in brackets', () => {
  it.each([
    ['<https://a.example/?a=1&amp;b=2|the *page*>', 'link(https://a.example/?a=1&b=2 the *page*)'],
    ['<https://a.example>', 'link(https://a.example https://a.example)'],
    ['<mailto:a@b.example|write>', 'link(mailto:a@b.example write)'],
    ['<@U0ANA>', 'user(U0ANA)'],
    ['<#C0DEPLOYS|deploys>', 'channel(C0DEPLOYS)'],
    ['<!here>', 'broadcast(@here)'],
    ['<!subteam^S0OPS|@ops>', 'broadcast(@ops)'],
    ['<!date^1763700000^{date_short} at {time}|then>', 'date(1763700000 {date_short} at {time} then)'],
  ])('%s', (source, tree) => expect(inline(source)).toBe(tree));

  it.each([
    '<javascript:alert(1)|x>',
    '<data:text/html,x|x>',
    '<script>',
    '<img src=x onerror=alert(1)>',
    '<@nobody>',
    '<!date^soon^{date}|x>',
    '<>',
    '<https://>',
  ])('%s stays text', (source) => expect(inline(source)).toBe(source));
});

describe('lines', () => {
  const lines = (source: string) => parseMrkdwn(source).map((node) => show([node]));

  it('quotes, also escaped as people’s own are stored', () => {
    expect(lines('before\n> one\n&gt; two\nafter')).toEqual([
      'paragraph(before)',
      'quote(paragraph(one\ntwo))',
      'paragraph(after)',
    ]);
  });

  it('three marks quote the rest', () => {
    expect(lines('>>> one\ntwo')).toEqual(['quote(paragraph(one\ntwo))']);
  });

  it('bullets and numbers', () => {
    expect(lines('• one\n- two\n3. *three*')).toEqual(['item(one)', 'item(two)', 'item(bold(three))']);
  });

  it('fences keep what is in them', () => {
    expect(lines('a\n```\n*x* &lt;y&gt;\n```\nb')).toEqual(['paragraph(a)', 'pre(*x* <y>)', 'paragraph(b)']);
  });

  it('a fence that is not closed is text', () => {
    expect(lines('a ```b')).toEqual(['paragraph(a )', 'paragraph(```b)']);
  });
});

it('knows emoji by name and leaves others alone', () => {
  expect(inline(':rocket: :not_an_emoji: 12:30:45')).toBe('emoji(rocket) :not_an_emoji: 12:30:45');
});

it('links bare addresses without the full stop behind them, unless told not to', () => {
  expect(inline('see https://a.example/x.')).toBe('see link(https://a.example/x https://a.example/x).');
  expect(show(parseMrkdwn('https://a.example', { verbatim: true }))).toBe('paragraph(https://a.example)');
});

const pieces = fc.constantFrom(
  '*',
  '_',
  '~',
  '`',
  '```',
  '<',
  '>',
  '|',
  '&amp;',
  '&lt;',
  '\n',
  ' ',
  'x',
  '💥',
  '> ',
  '<!date^1^{ago}|',
);

it('reads anything, and only makes links that a click may open', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
      const tree = JSON.stringify(parseMrkdwn(parts.join('')));
      for (const [, url = ''] of tree.matchAll(/"url":"([^"]*)"/g))
        expect(url).toMatch(/^(https?:\/\/|mailto:)/i);
    }),
  );
});

it('loses no text: letters come out as they went in', () => {
  const words = fc.array(
    fc.oneof(fc.constantFrom('*', '_', '~', '`', ' ', '\n', '>'), fc.stringMatching(/^[a-z]{1,6}$/)),
  );
  fc.assert(
    fc.property(words, (parts) => {
      const source = parts.join('');
      const letters = (text: string) => text.replace(/[^a-z]/g, '');
      expect(letters(textOf(parseMrkdwn(source)))).toBe(letters(source));
    }),
  );
});

it('is quick on hostile text', () => {
  const took = cpuMs(() => {
    parseMrkdwn('*_~'.repeat(1300));
    parseMrkdwn('<'.repeat(4000));
    parseMrkdwn('`*'.repeat(2000));
  });
  expect(took).toBeLessThan(2000);
});

/** Only what is shown, not the names of the nodes. */
function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: TextNode) =>
      node.children === undefined ? String(node.text ?? node.label ?? '') : textOf(node.children),
    )
    .join('');
}
