import { expect, test } from 'vitest';
import { MOST_PATTERNS, normaliseProject, readPatterns } from '../../../src/subscriptions/patterns.ts';

test.each<[string, object]>([
  ['', { patterns: [] }],
  [' main , release/* ,main', { patterns: ['main', 'release/*'] }],
  ['main、!dev\nv*', { patterns: ['main', '!dev', 'v*'] }],
  ['main, !', { problem: 'empty', pattern: '!' }],
  ['*a*b*c*', { problem: 'too-many-wildcards', pattern: '*a*b*c*' }],
  ['**/x/**/y', { patterns: ['**/x/**/y'] }],
  ['x'.repeat(256), { problem: 'too-long', pattern: 'x'.repeat(256) }],
  [Array.from({ length: MOST_PATTERNS + 1 }, (_, index) => index).join(), { problem: 'too-many' }],
])('%j reads as %j', (text, expected) => {
  expect(readPatterns(text)).toEqual(expected);
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
