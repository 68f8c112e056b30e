import { describe, expect, it } from 'vitest';
import { files, findings, lineOf, type SourceFile } from './support/tree.ts';

const tests = files(/^test\/.*\.ts$/);

/** Longest pause a test may make; longer waits poll for what they wait for, with a deadline. */
const MAX_PAUSE_MS = 250;

const MOCKS = new RegExp(String.raw`\b${'vi'}\.(?:mock|doMock|unmock|hoisted)\(`, 'g');
const LEFT_OUT = new RegExp(
  String.raw`\b(?:it|test|describe)(?:\.\w+)*\.(?:${'skip'}|${'only'}|${'todo'}|fails)\(`,
  'g',
);
const PAUSES = [
  /\bsetTimeout\(\s*(?:resolve|done|r|ok)\s*,\s*([\d_]+)\s*\)/g,
  /\b(?:await|return)\s+(?:setTimeout|sleep|delay|wait|pause)\(\s*([\d_]+)\b/g,
];

function longPauses(where: readonly SourceFile[]): string[] {
  return where.flatMap(({ path, text }) =>
    PAUSES.flatMap((pattern) => [...text.matchAll(pattern)])
      .filter((match) => Number((match[1] ?? '').replaceAll('_', '')) > MAX_PAUSE_MS)
      .map((match) => `${path}:${lineOf(text, match.index)}: ${match[0]}`),
  );
}

it('no test replaces a module: the bot is tested as it runs, up to the socket', () => {
  expect(findings(tests, 'a mocked module', MOCKS)).toEqual([]);
});

it('no test is left out, and none alone', () => {
  expect(findings(tests, 'a test that does not run', LEFT_OUT)).toEqual([]);
});

it(`no test sleeps longer than ${MAX_PAUSE_MS} ms`, () => {
  expect(longPauses(tests)).toEqual([]);
});

describe('the rules see', () => {
  const file = (text: string) => [{ path: 'test/unit/x.test.ts', text }];

  it('a mock', () => {
    expect(findings(file(`${'vi'}.mock('../src/x.ts');`), '', MOCKS)).toHaveLength(1);
  });

  it.each(['skip', 'only', 'todo', 'each.skip', 'concurrent.only'])('%s', (word) => {
    expect(findings(file(`it.${word}('x', () => {});`), '', LEFT_OUT)).toHaveLength(1);
  });

  it.each(['new Promise((resolve) => setTimeout(resolve, @))', 'await setTimeout(@)', 'await sleep(@)'])(
    '%s with too many milliseconds',
    (sample) => {
      expect(longPauses(file(sample.replace('@', '5_000')))).toHaveLength(1);
      expect(longPauses(file(sample.replace('@', '5')))).toEqual([]);
    },
  );
});
