import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, literalsIn, wildcardsIn } from '../../../src/domain/glob.ts';
import { cpuMs } from '../../support/cpu-time.ts';

describe('compileGlob', () => {
  test.each<[string, string[], string[]]>([
    ['main', ['main'], ['Main', 'main2', '']],
    ['*', ['main', '.x', ''], ['a/b']],
    ['release/*', ['release/1', 'release/'], ['release/1/rc', 'release']],
    ['release/**', ['release', 'release/', 'release/1', 'release/1/rc'], ['releases', 'x/release/1']],
    ['release/**/**', ['release', 'release/', 'release/1', 'release/1/rc'], ['releases']],
    ['**/hotfix', ['hotfix', 'a/hotfix', 'a/b/hotfix'], ['ahotfix', 'hotfix/a']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb', 'a/x/y']],
    ['**', ['', 'a', 'a/b/c'], []],
    ['v**2', ['v2', 'v1/2', 'v1.2'], ['v1']],
    ['gh/acme/*', ['gh/acme/web'], ['gh/other/web', 'gh/acme/web/x']],
    ['v?', ['v1', 'v😀'], ['v', 'v12', 'v/']],
    ['v[0-9]*.[0-9]*.[0-9]*', ['v1.2.3', 'v10.0.0-rc'], ['v1.2', 'vx.2.3']],
    ['[!a]b', ['bb', 'cb'], ['ab', '/b', 'b']],
    ['[^a]b', ['bb'], ['ab']],
    ['x[]a]', ['x]', 'xa'], ['xb']],
    ['[ab', ['[ab'], ['a', 'ab']],
    ['[d]efault', ['default'], ['efault']],
    ['renovate[bot]', ['renovate[bot]'], ['renovateb', 'renovate']],
    ['*[bot]', ['renovate[bot]', '[bot]'], ['Ann Abbot', 'bob']],
    ['deploy-[ab]', ['deploy-a', 'deploy-[ab]'], ['deploy-c']],
    ['a\\*b', ['a*b', 'a\\*b'], ['axb']],
    ['a\\', ['a\\'], ['a']],
    ['{a,b}', ['{a,b}'], ['a', 'b']],
    ['(a|b)+$', ['(a|b)+$'], ['a', 'ab']],
    ['a.c', ['a.c'], ['abc']],
  ])('%s', (glob, matching, others) => {
    const match = compileGlob(glob);
    expect(matching.filter((text) => !match(text))).toEqual([]);
    expect(others.filter(match)).toEqual([]);
  });

  test('upper and lower case are the same when they are folded', () => {
    expect(compileGlob('Doe, *', true)('doe, ANN')).toBe(true);
    expect(compileGlob('[A-C]nn', true)('aNN')).toBe(true);
    expect(compileGlob('Ann')('ann')).toBe(false);
  });

  test('agrees with the definition, tried out slowly', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '/',
      '.',
      '*',
      '**',
      '?',
      '[ab]',
      '[!a]',
      '**/',
      '/**',
      '\\*',
      '[',
    );
    const glob = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 7 });
    fc.assert(
      fc.property(glob, text, (pattern, name) => {
        expect(compileGlob(pattern)(name)).toBe(pattern === name || slowly(pattern, name, true));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a text always matches a glob that was made of it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.nat(12), fc.nat(12), (name, from, length) => {
        const glob = `${name.slice(0, from)}**${name.slice(from + length)}`;
        // A slash beside `**` may stand for nothing, which takes nothing away.
        expect(compileGlob(glob)(name)).toBe(true);
      }),
    );
  });

  test.each([
    ['*a*a*b', 'a'],
    ['**a**a**b', 'a'],
    ['**a*a**b*c', 'a'],
    [`${'*a'.repeat(120)}b`, 'a'],
    [`${'**/'.repeat(80)}b`, 'a/'],
    [`**${'a'.repeat(250)}b`, 'a'],
    [`${'?*'.repeat(120)}b`, 'a'],
    [`${'*[ab]'.repeat(50)}c`, 'ab'],
  ])('%s takes no time over 20,000 letters', (glob, letters) => {
    const match = compileGlob(glob);
    const text = letters.repeat(20_000 / letters.length);
    match(text.slice(0, 100));
    expect(cpuMs(() => expect(match(text)).toBe(false))).toBeLessThan(glob.length > 20 ? 400 : 50);
  });
});

test.each([
  ['main', 0, ['main']],
  ['a*b?c[d]', 3, ['a', 'b', 'c', '']],
  ['**/x', 1, ['', 'x']],
  ['renovate[bot]', 0, ['renovate[bot]']],
  ['a\\*[', 0, ['a*[']],
])('%s has %d wildcards', (glob, count, literals) => {
  expect(wildcardsIn(glob)).toBe(count);
  expect(literalsIn(glob)).toEqual(literals);
});

/** The meaning of each sign, tried with every text that it may stand for. */
function slowly(glob: string, text: string, atStart: boolean): boolean {
  if (glob === '') return text === '';
  const suffixes = Array.from({ length: text.length + 1 }, (_, at) => text.slice(at));
  if (/^(?:\/\*{2,})+$/.test(glob)) return text === '' || text.startsWith('/');
  const stars = /^\*+/.exec(glob)?.[0] ?? '';
  const rest = glob.slice(stars.length);
  if (stars.length > 1 && rest.startsWith('/') && atStart) {
    const after = suffixes.filter((_, at) => at === 0 || text[at - 1] === '/');
    return after.some((suffix) => slowly(rest.slice(1), suffix, true));
  }
  if (stars.length > 1) return suffixes.some((suffix) => slowly(rest, suffix, false));
  if (stars.length === 1) {
    const within = suffixes.filter((_, at) => !text.slice(0, at).includes('/'));
    return within.some((suffix) => slowly(rest, suffix, false));
  }
  const set = /^\[(!?)(\]?[^\]/]+)\]/.exec(glob);
  const isOne = set !== null || glob.startsWith('?');
  if (isOne) {
    const [first = '/'] = text;
    const fits = set === null || set[2]?.includes(first) !== (set[1] === '!');
    return first !== '/' && fits && slowly(glob.slice(set?.[0].length ?? 1), text.slice(1), false);
  }
  const literal = glob.startsWith('\\') && glob.length > 1 ? glob.slice(1, 2) : glob.slice(0, 1);
  const next = glob.slice(glob.startsWith('\\') && glob.length > 1 ? 2 : 1);
  return text.startsWith(literal) && slowly(next, text.slice(1), literal === '/');
}
