import { expect, it } from 'vitest';
import { parseDeadLetters } from '../../../src/cli/dead-letters.ts';

const ID = '2d5c1e0e-6f0a-4d5e-9b1f-3a9f5f0c7a11';

it.each([
  [['list'], { what: 'list' }],
  [['resend', '--all'], { what: 'resend', ids: null }],
  [['resend', '--id', ID], { what: 'resend', ids: [ID] }],
  [['resend', '--id', ID, '--id', ID], { what: 'resend', ids: [ID, ID] }],
])('understands %j', (words, wanted) => {
  expect(parseDeadLetters(words)).toEqual(wanted);
});

it.each([
  [[]],
  [['list', 'all']],
  [['resend']],
  [['resend', '--all', ID]],
  [['resend', '--id']],
  [['resend', '--id', "1' or true"]],
])('refuses %j', (words) => {
  expect(parseDeadLetters(words)).toBeNull();
});
