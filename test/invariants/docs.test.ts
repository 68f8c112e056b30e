import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../src/views/help-names.ts';
import { files, lineOf, root } from './support/tree.ts';

const pages = files(/\.md$/);
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const TITLE_AND_TWO_COMMANDS =
  /^# circleci-chatops\n\n```sh\nnpm ci && npm run playground\n```\n\n[^\n#`].+\n\n```sh\nnpm ci && npm test\n```\n\n[^\n#`].+\n/;

it.each(['README.md', 'README.ja.md'])('%s begins with the two commands, a sentence after each', (path) => {
  expect(read(path)).toMatch(TITLE_AND_TWO_COMMANDS);
});

it('every relative link resolves, to the heading where it names one', () => {
  const broken = pages.flatMap(({ path, text }) =>
    [...withoutCodeAndComments(text).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].flatMap((match) => {
      const [file = '', anchor] = (match[1] ?? '').split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      const there = existsSync(join(root, target)) && (anchor === undefined || hasHeading(target, anchor));
      return there ? [] : [`${path}:${lineOf(text, match.index)}: ${match[1]}`];
    }),
  );
  expect(broken).toEqual([]);
});

it('every path named in the documents is there', () => {
  const named = pages.flatMap(({ path, text }) =>
    [
      ...text.matchAll(/`((?:src|test|simulators|playground|scripts|bench|docs|bin|\.ci)\/[\w./-]*[\w/])`/g),
    ].map((match) => ({
      place: `${path}:${lineOf(text, match.index)}: ${match[1]}`,
      target: match[1] ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter(({ target }) => !existsSync(join(root, target)));
  expect(missing.map(({ place }) => place)).toEqual([]);
});

it('docs/architecture.md explains every folder of src, and every file beside them', () => {
  const page = read('docs/architecture.md');
  const rooms = new Set(files(/^src\//).map(({ path }) => path.replace(/^src\/([^/]+\/?).*$/, '$1')));
  expect(rooms.size).toBeGreaterThan(0);
  expect([...rooms].filter((room) => !page.includes(`\`${room}\``))).toEqual([]);
});

it('every command is in the tables of both readmes, and no other', () => {
  for (const path of ['README.md', 'README.ja.md']) {
    const rows = [...read(path).matchAll(/^\| `\/circleci (\w+)/gm)].map((match) => match[1]);
    expect(rows.toSorted()).toEqual([...COMMAND_NAMES].sort());
  }
});

it('docs/operations.md names every metric, and none that is not there', () => {
  const names = (text: string) => new Set(text.match(/\bchatops_[a-z_]+\b/g));
  const code = files(/^src\/telemetry\//).map(({ text }) => text);
  expect([...names(read('docs/operations.md'))].sort()).toEqual([...names(code.join('\n'))].sort());
});

it('every decision has a number of its own and the usual parts', () => {
  const decisions = files(/^docs\/decisions\/.*\.md$/);
  const numbers = decisions.map(({ path }) => posix.basename(path).slice(0, 4));
  expect(numbers.filter((number) => !/^\d{4}$/.test(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
  const shapeless = decisions.filter(({ text }) => !/^# \d{4}[:.]? \S/.test(text));
  expect(shapeless.map(({ path }) => path)).toEqual([]);
});

/** Keeps positions, so that line numbers stay right. */
function withoutCodeAndComments(text: string): string {
  return text.replaceAll(/```[\s\S]*?```|`[^`\n]*`|<!--[\s\S]*?-->/g, (code) =>
    code.replaceAll(/[^\n]/g, ' '),
  );
}

function hasHeading(path: string, anchor: string): boolean {
  const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map((match) => slug(match[1] ?? ''));
  return headings.includes(anchor.toLowerCase());
}

/** As GitHub makes anchors of headings. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
