import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRun } from '../../../src/commands/run-words.ts';
import { wordsOf } from './words.ts';

const parse = (text: string) => parseRun(wordsOf(text));
const UUID = '0f3e2d1c-0000-4000-8000-000000000001';

describe('parseRun', () => {
  test.each<[string, object]>([
    ['', { names: [], ref: null, parameters: {} }],
    ['web', { names: ['web'], ref: null }],
    ['web main', { names: ['web', 'main'], ref: null }],
    ['gh/acme/web release/1.2', { names: ['gh/acme/web', 'release/1.2'] }],
    ['web tag:v1.2.0', { names: ['web'], ref: { tag: 'v1.2.0' } }],
    ['Branch:web', { names: [], ref: { branch: 'web' } }],
    ['branch：main', { ref: { branch: 'main' } }],
    ['tag:"v1"', { ref: { tag: 'v1' } }],
    ['tag:"v 1"', { mistake: 'ref-name', word: 'v 1' }],
    ['web main..dev', { mistake: 'ref-name', word: 'main..dev' }],
    ['branch:a=b', { ref: { branch: 'a=b' }, parameters: {} }],
    ['tag=v1 branch=x', { ref: null, parameters: { tag: 'v1', branch: 'x' } }],
    ['note=tag:x', { ref: null, parameters: { note: 'tag:x' } }],
    ['deploy=true n=42 s="42" f=1.5 e=', { parameters: { deploy: true, n: 42, s: '42', f: '1.5', e: '' } }],
    ['url=<https://example.com/?a=b>', { names: [], parameters: { url: 'https://example.com/?a=b' } }],
    ['k=a=b=c', { parameters: { k: 'a=b=c' } }],
    ['mistake=unknown-command', { parameters: { mistake: 'unknown-command' } }],
    ['"a=b"', { names: ['a=b'], parameters: {} }],
    [
      `<https://app.circleci.com/pipelines/gh/acme/web/1/workflows/${UUID}?x=y> main`,
      { names: [`https://app.circleci.com/pipelines/gh/acme/web/1/workflows/${UUID}?x=y`, 'main'] },
    ],
    ['app.circleci.com/pipelines/gh/acme/web?branch=main', { parameters: {} }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['web main other', { mistake: 'unexpected-word', word: 'other' }],
    ['""', { mistake: 'unexpected-word' }],
    ['web --failed', { mistake: 'unknown-option', word: '--failed' }],
    ['web —ssh', { mistake: 'unknown-option' }],
    ['web main tag:v1', { mistake: 'two-refs', first: 'main', second: 'tag:v1' }],
    ['branch:a tag:b', { mistake: 'two-refs', first: 'branch:a', second: 'tag:b' }],
    ['branch: main', { mistake: 'empty-value', word: 'branch:' }],
    ['brnach:main', { mistake: 'unexpected-word', word: 'brnach:main', nearest: ['branch:main'] }],
    ['colour:red', { mistake: 'unexpected-word', nearest: [] }],
    ['=x', { mistake: 'parameter-without-key', word: '=x' }],
    ['a=1 a=2', { mistake: 'parameter-repeated', word: 'a' }],
    [`${'k'.repeat(129)}=1`, { mistake: 'parameter-key-too-long', max: 128 }],
    [`k=${'v'.repeat(513)}`, { mistake: 'parameter-value-too-long', word: 'k', max: 512 }],
    [numbered(101), { mistake: 'too-many-parameters', max: 100 }],
  ])('refuses %s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  test('takes as many and as long parameters as CircleCI does', () => {
    expect(parse(numbered(100))).toMatchObject({ names: [] });
    expect(parse(`${'k'.repeat(128)}=${'v'.repeat(512)}`)).toMatchObject({ names: [] });
  });

  test('keeps every parameter, whatever its name', () => {
    const key = fc.string({ unit: fc.constantFrom(...'abz_-.09'.split('')), minLength: 1, maxLength: 20 });
    const name = fc.oneof(key, fc.constantFrom('__proto__', 'constructor', 'mistake', 'toString'));
    const entries = fc.uniqueArray(
      fc.tuple(
        name.map((text) => `p${text}`),
        fc.integer(),
      ),
      {
        selector: ([first]) => first,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(entries, (pairs) => {
        const args = parse(pairs.map(([k, v]) => `${k}=${v}`).join(' '));
        expect('parameters' in args && Object.entries(args.parameters)).toEqual(
          pairs.map(([k, v]) => [k, v]),
        );
      }),
    );
    const args = parse('__proto__=1');
    expect('parameters' in args && Object.hasOwn(args.parameters, '__proto__')).toBe(true);
  });
});

function numbered(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}=${index}`).join(' ');
}
