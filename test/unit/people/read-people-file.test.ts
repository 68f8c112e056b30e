import { describe, expect, it, test } from 'vitest';
import { readPeopleFile } from '../../../src/people/read-people-file.ts';

const read = (source: string) => {
  const file = readPeopleFile(source);
  return 'people' in file ? Object.fromEntries(file.people) : file.problems;
};

test('people with their logins and addresses', () => {
  const source = `
# who is who
people:
  U0ADA00001: [Ada-Quill, ada@example.com]
  U0BEN00002: ben
  W0CHIE0003:
    - "123"
    - 0042
`;
  expect(read(source)).toEqual({
    'ada-quill': 'U0ADA00001',
    'ada@example.com': 'U0ADA00001',
    ben: 'U0BEN00002',
    '123': 'W0CHIE0003',
    '0042': 'W0CHIE0003',
  });
});

test('an empty list is a list', () => {
  expect(read('people:')).toEqual({});
  expect(read('people: {}')).toEqual({});
});

describe('a mistake is named with its line, and nothing is taken', () => {
  it.each([
    ['', 'line 1: the file must begin with “people:”'],
    ['- ada', 'line 1: the file must begin with “people:”'],
    ['persons:\n  U0ADA00001: ada', 'line 1: the file must begin with “people:”'],
    ['people:\n  U0ADA00001: ada\nteams: {}', 'line 3: “teams” is not known'],
    ['people: [ada]', 'line 1: “people” must list Slack member ids'],
    ['people:\n  ada: [ada]', 'line 2: “ada” is no Slack member id'],
    ['people:\n  U0ADA00001: [ada, "a b"]', 'line 2: “a b” is neither a login nor an e-mail address'],
    ['people:\n  U0ADA00001:\n', 'line 2: '],
    ['people:\n  U0ADA00001:\n    - ada\n    - [x]', 'line 4: “…” is neither'],
    ['people:\n  U0ADA00001: ada\n  U0BEN00002: ADA', 'line 3: “ADA” belongs to U0ADA00001 already'],
    ['people:\n  U0ADA00001: ada\n  U0ADA00001: ben', 'line 3: '],
    ['people:\n  U0ADA00001: "ada', 'line '],
    ['people:\n  <!channel>: x', 'line 2: “<!channel>” is no Slack member id'],
  ])('%j', (source, problem) => {
    const problems = read(source);
    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it('all of them at once, but no more than one reads', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `  ada-${index}: x`);
    expect(read(['people:', ...lines].join('\n'))).toHaveLength(20);
  });

  it('an alias that unfolds without an end is none', () => {
    const bomb = `people:\n  U0ADA00001: &a [x, x]\n  U0BEN00002: [*a, *a]`;
    expect(Array.isArray(read(bomb))).toBe(true);
  });
});
