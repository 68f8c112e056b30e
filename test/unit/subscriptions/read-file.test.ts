import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_BYTES, readSubscriptionsFile } from '../../../src/subscriptions/read-file.ts';

const example = join(import.meta.dirname, '../../../docs/subscriptions.example.yaml');
const problems = (source: string) => {
  const read = readSubscriptionsFile(source);
  if (!('problems' in read)) throw new Error('expected mistakes, but the file was accepted');
  return read.problems.map(({ line, column, text }) => `${line}:${column}: ${text}`);
};
const subscriptions = (source: string) => {
  const read = readSubscriptionsFile(source);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.subscriptions;
};

test('the example of the documentation is right, and uses every key that commands know', () => {
  const source = readFileSync(example, 'utf8');
  expect(subscriptions(source)).toHaveLength(4);
  const keys = ['branches', 'tags', 'workflows', 'jobs', 'authors', 'bots', 'outcomes'];
  for (const key of [...keys, 'quiet', 'digest', 'urgent', 'budget', 'remind', 'escalate', 'expire'])
    expect(source).toContain(`${key}:`);
  expect(subscriptions(source)[1]?.filter).toMatchObject({
    project: 'gh/acme/*',
    branches: ['!dependabot/**'],
    bots: false,
    outcomes: ['fixed', 'broken'].toSorted((a) => (a === 'broken' ? -1 : 1)),
    options: {
      quiet: ['mon,tue,wed,thu,fri,20:00-08:00@Europe/Berlin', 'sat,sun@Europe/Berlin'],
      urgent: ['broken'],
      budget: 60,
    },
  });
  expect(subscriptions(source)[2]?.filter.options).toEqual({ digest: 'weekly@mon@09:00@Europe/Berlin' });
});

test('what is to happen while a hold waits is read as commands read it, mistakes too', () => {
  expect(subscriptions(readFileSync(example, 'utf8'))[0]?.filter.options).toEqual({
    budget: 30,
    remind: [120, 480],
    escalate: { after: 1_440, whom: 'S0614TZR7' },
    expire: 10_080,
  });
  const entry = (line: string) => `channels:\n  C0DEPLOYS1:\n    - project: gh/acme/web\n      ${line}\n`;
  expect(subscriptions(entry('remind: 1d'))[0]?.filter.options).toMatchObject({ remind: [1_440] });
  expect(subscriptions(entry('expire: off'))[0]?.filter.options).toEqual({ budget: 60 });
  expect(problems(entry('remind: [2h, soon]'))).toEqual([
    expect.stringMatching(/^4:.*“soon”.*remind: 2h,8h/),
  ]);
  expect(problems(entry('escalate: 24h'))).toEqual([
    expect.stringMatching(/^4:.*“24h”.*escalate: 24h:@group.*S0614TZR7/),
  ]);
  expect(problems(entry('expire: 7'))).toEqual([expect.stringMatching(/^4:.*text/)]);
});

test('little is needed, and one value need not be a list', () => {
  const [one] = subscriptions(
    'channels:\n  C0DEPLOYS1:\n    - project: github/acme/web\n      branches: main\n',
  );
  expect(one).toEqual({
    channelId: 'C0DEPLOYS1',
    filter: {
      ...{ project: 'gh/acme/web', branches: ['main'], tags: [], workflows: [], jobs: [], authors: [] },
      ...{ bots: true, outcomes: [], options: { budget: 60 } },
    },
  });
  expect(subscriptions('channels: {}')).toEqual([]);
});

test('what other parts know is passed on as it is', () => {
  const [one] = subscriptions(`channels:
  C0DEPLOYS1:
    - project: gh/acme/web
      mine: U0ADA00001
      mentions: [{ whom: author }, { whom: S0TEAM0001, on: [on_hold] }]
      threads: false
      edges: false
`);
  expect(one?.filter.options).toEqual({
    budget: 60,
    mine: 'U0ADA00001',
    mentions: [
      { whom: 'author', on: ['failed', 'broken'] },
      { whom: 'S0TEAM0001', on: ['on_hold'] },
    ],
    threads: false,
    edges: false,
  });
});

test('all mistakes are told at once, each with its place and what to do', () => {
  const source = `channels:
  "#deploys":
    - project: gh/acme/web
  C0DEPLOYS1:
    - project: web
      branchs: [main]
      branches: [main, 7, "!", "^release/.*$", "a..b"]
      workflows: ["build "]
      jobs: [smoke, "!smoke"]
      outcomes: [borken]
      bots: "yes"
      quiet: 22:00-07:00@Asia/Tokio
      digest: dayly
      urgent: [all]
      budget: many
    - branches: [main]
    - project: gh/acme/web
      mentions: [{ who: author }]
  C0BACKEND1: gh/acme/web
chanels: {}
`;
  expect(problems(source)).toMatchSnapshot();
});

describe('a file is refused', () => {
  test.each([
    ['', '1:1'],
    ['# only a comment\n', '1:1'],
    ['- a list\n', '1:1'],
    ['channels:\n', '1:10'],
    ['channels: [\n', '2:1'],
    ['channels:\n  C0DEPLOYS1: []\n  C0DEPLOYS1: []\n', '3:3'],
    ['channels:\n  C0DEPLOYS1:\n    - project: gh/acme/web\n    - project: github/acme/web\n', '4:16'],
    ['channels:\n\tC0DEPLOYS1: []\n', '2:1'],
    ['channels:\n  C0DEPLOYS1: *nobody\n', '2:15'],
  ])('%j at %s', (source, place) => {
    expect(problems(source)[0]).toMatch(new RegExp(`^${place}: .`));
  });

  test('whose aliases multiply each other', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
    expect(problems(`channels:\n  a0: &a0 [x]\n${rows.join('\n')}\n`)).toHaveLength(1);
  });
});

test('a thousand mistakes are not a thousand lines, and nothing in the file throws', () => {
  const many = Array.from({ length: 1000 }, () => '    - project: web').join('\n');
  expect(problems(`channels:\n  C0DEPLOYS1:\n${many}\n`).length).toBeLessThanOrEqual(50);
  expect(MOST_BYTES).toBeGreaterThan(1_000_000);
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.json()), (text) => {
      readSubscriptionsFile(text);
      readSubscriptionsFile(`channels:\n  C0DEPLOYS1:\n    - project: ${text}\n      branches: ${text}\n`);
    }),
    { numRuns: 200 },
  );
});
