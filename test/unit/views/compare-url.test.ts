import { expect, test } from 'vitest';
import { compareUrl } from '../../../src/views/compare-url.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

test.each([
  ['https://github.com/acme/shop.git', `https://github.com/acme/shop/compare/${A}...${B}`],
  [
    'https://robin:secret@gitlab.com/acme/group/shop/',
    `https://gitlab.com/acme/group/shop/-/compare/${A}...${B}`,
  ],
  ['https://bitbucket.org/acme/shop', `https://bitbucket.org/acme/shop/branches/compare/${B}..${A}`],
  ['https://git.acme.example/shop', null],
  ['ssh://git@github.com/acme/shop', null],
  ['constructor', null],
  [null, null],
])('%s', (repository, expected) => {
  expect(compareUrl(repository, A, B)).toBe(expected);
});

test('of revisions only', () => {
  expect(compareUrl('https://github.com/acme/shop', 'main', B)).toBeNull();
  expect(compareUrl('https://github.com/acme/shop', A, '../../evil')).toBeNull();
  expect(compareUrl('https://github.com/acme/shop', null, B)).toBeNull();
});
