import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../src/domain/glob.ts';
import { contradiction, isRefName, type NameKind, unmatchable } from '../../../src/domain/unmatchable.ts';

describe('patterns that can match nothing', () => {
  test.each<[NameKind, string, string, string[]]>([
    ['ref', '^release/.*$', 'regex', ['release/*', 'release/**']],
    ['ref', '!^release/.*$', 'regex', ['!release/*', '!release/**']],
    ['ref', '^main$', 'regex', ['main']],
    ['ref', '^release/', 'regex', ['release/**']],
    ['ref', 'v\\d+\\.\\d+', 'regex', ['v[0-9]*.[0-9]*']],
    ['ref', '(main|develop)', 'regex', ['main,develop']],
    ['ref', 'main|develop', 'regex', ['main,develop']],
    ['ref', '{main,develop}', 'regex', ['main,develop']],
    ['ref', '{main', 'regex', []],
    ['ref', 'a..b', 'git', []],
    ['ref', 'a b', 'git', []],
    ['ref', 'HEAD~1', 'git', []],
    ['ref', '*.lock', 'git', []],
    ['ref', 'a/.b', 'git', []],
    ['ref', 'main/', 'git', []],
    ['ref', '/main', 'git', []],
    ['ref', '@', 'git', []],
    ['ref', ' main', 'padded', ['main']],
    ['ref', 'ma\u200bin', 'padded', ['main']],
    ['name', '^build$', 'regex', ['build']],
    ['name', 'deploy-{a,b}', 'regex', ['deploy-a,deploy-b']],
    ['name', 'build ', 'padded', ['build']],
    ['project', '*', 'project', ['gh/ORGANIZATION/*']],
    ['project', 'acme/*', 'project', ['gh/acme/*']],
    ['project', 'gh/acme', 'project', ['gh/acme/*']],
    ['project', 'gh/acme/web/x', 'project', ['gh/acme/*']],
    ['project', 'gitlab/acme/web', 'project', ['gh/acme/web']],
  ])('%s %s', (kind, pattern, why, nearest) => {
    expect(unmatchable(pattern, kind)).toEqual({ why, nearest });
  });

  test.each<[NameKind, string]>([
    ['ref', 'release/*'],
    ['ref', 'release.*'],
    ['ref', '!dependabot/**'],
    ['ref', 'v[0-9]*.[0-9]*'],
    ['ref', '[d]efault'],
    ['name', 'build and test'],
    ['name', 'build | test'],
    ['name', 'O’Brien (Acme)'],
    ['name', '*[bot]'],
    ['name', 'می‌خواهم'],
    ['project', 'gh/acme/*'],
    ['project', '**'],
    ['project', '*/acme/*'],
    ['project', 'github/acme/web'],
    ['project', 'circleci/**'],
  ])('%s %s is none of them', (kind, pattern) => {
    expect(unmatchable(pattern, kind)).toBeNull();
  });

  test('a pattern that matches a name of git’s is never refused as one that git does not allow', () => {
    const part = fc.constantFrom('a', 'b', '/', '.', '..', '.lock', '@', '*', '**', '?', '~', ' ');
    const text = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        fc.pre(isRefName(name) && unmatchable(pattern, 'ref')?.why === 'git');
        expect(compileGlob(pattern)(name)).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });
});

test.each([
  [['main', '!main'], { pattern: 'main', by: '!main' }],
  [['dev', 'release/1-rc', '!release/*-rc'], { pattern: 'release/1-rc', by: '!release/*-rc' }],
  [['v*', '!**'], { pattern: 'v*', by: '!**' }],
  [['release/*', '!release/**'], { pattern: 'release/*', by: '!release/**' }],
  [['release/1-?', '!release/*'], { pattern: 'release/1-?', by: '!release/*' }],
  [['release/**', '!release/*'], null],
  [['release/*', '!release/?'], null],
  [['release/*', '!release/*-rc'], null],
  [['default', '!d*'], null],
  [['!main'], null],
])('%j contradict each other: %j', (patterns, expected) => {
  expect(contradiction(patterns)).toEqual(expected);
});

test('what contradicts matches nothing that is not left out', () => {
  const part = fc.constantFrom('a', 'b', '/', '*', '**', '?', '[ab]', 'a/**');
  const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(glob, glob, name, (one, other, text) => {
      fc.pre(one !== '' && contradiction([one, `!${other}`]) !== null && compileGlob(one)(text));
      expect(compileGlob(other)(text)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
