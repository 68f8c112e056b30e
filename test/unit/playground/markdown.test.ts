import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../playground/page/js/text/markdown.js';

const text = (value: string) => ({ type: 'text', text: value });

describe('the markdown block', () => {
  it('has headings, paragraphs and rules', () => {
    expect(parseMarkdown('# Title\n\nOne\ntwo\n\n---')).toEqual([
      { type: 'heading', level: 1, children: [text('Title')] },
      { type: 'paragraph', children: [text('One\ntwo')] },
      { type: 'rule' },
    ]);
  });

  it('has lists, quotes and fences', () => {
    expect(parseMarkdown('- a\n2. b\n> c\n\n```ts\nconst x = 1;\n```')).toEqual([
      { type: 'item', marker: '•', children: [text('a')] },
      { type: 'item', marker: '2.', children: [text('b')] },
      { type: 'quote', children: [{ type: 'paragraph', children: [text('c')] }] },
      { type: 'pre', text: 'const x = 1;' },
    ]);
  });

  it('has styles and links inside a line', () => {
    expect(parseMarkdown('**b** *i* ~~s~~ `c` [l](https://a.example) \\*')).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'bold', children: [text('b')] },
          text(' '),
          { type: 'italic', children: [text('i')] },
          text(' '),
          { type: 'strike', children: [text('s')] },
          text(' '),
          { type: 'code', text: 'c' },
          text(' '),
          { type: 'link', url: 'https://a.example', label: 'l' },
          text(' '),
          text('*'),
        ],
      },
    ]);
  });

  it('makes no link that a click may not open, and no HTML', () => {
    const source = '[x](javascript:alert) <img src=x onerror=alert>';
    expect(parseMarkdown(source)).toEqual([{ type: 'paragraph', children: [text(source)] }]);
  });

  it('ends, also where a fence does not', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ type: 'pre', text: 'open' }]);
  });
});
