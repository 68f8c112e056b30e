import { expect, test } from 'vitest';
import { MOST_PATTERNS, normaliseProject, readPatterns } from '../../../src/subscriptions/patterns.ts';

test.each<[string, object]>([
  ['', { patterns: [] }],
  [' main , release/* ,main', { patterns: ['main', 'release/*'] }],
  ['main、!dev\nv*', { patterns: ['main', '!dev', 'v*'] }],
  ['main, !', { mistake: 'empty-value', word: '!' }],
  ['"Doe, Ann", !"Roe, Bo"', { patterns: ['Doe, Ann', '!Roe, Bo'] }],
  ['"Doe, Ann', { mistake: 'unclosed-quote', word: '"Doe, Ann' }],
  ['"Doe" Ann', { mistake: 'quote-within', word: '"Doe" Ann' }],
  ['^build$', { mistake: 'pattern-regex', word: '^build$', nearest: ['build'] }],
  ['a, !a', { mistake: 'pattern-contradiction', word: 'a' }],
  ['*a*b*c*', { patterns: ['*a*b*c*'] }],
  ['**/x/**/y', { patterns: ['**/x/**/y'] }],
  ['x'.repeat(256), expect.objectContaining({ mistake: 'too-many-patterns' })],
  [
    Array.from({ length: MOST_PATTERNS + 1 }, (_, index) => index).join(),
    expect.objectContaining({ mistake: 'too-many-patterns' }),
  ],
])('%j reads as %j', (text, expected) => {
  expect(readPatterns(text, 'name')).toEqual(expected);
});

test.each([
  ['gh/acme/web', 'gh/acme/web'],
  ['github/acme/*', 'gh/acme/*'],
  ['circleci/0a1b/2*', 'circleci/0a1b/2*'],
  ['gh/acme/web-[ab]', 'gh/acme/web-[ab]'],
  ['gh/*/web', null],
  ['*', null],
  ['acme/*', null],
  ['gh/acme/!*', null],
  ['gh/../*', null],
])('the project %s is %s', (text, expected) => {
  expect(normaliseProject(text)).toBe(expected);
});
