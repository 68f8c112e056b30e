import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, overlap } from '../../../src/locks/covers.ts';

const PROJECT = 'gh/acme/web';
const place = (branch: string | null, tag: string | null = null, project = PROJECT) => ({
  project,
  branch,
  tag,
});
const on = (branch: string | null, project: string | null = PROJECT) => ({ project, branch });

describe('what a lock holds for', () => {
  test.each([
    ['a freeze', on(null, null), place('main'), true],
    ['a freeze, of a tag too', on(null, null), place(null, 'v1', 'gh/acme/other'), true],
    ['the project', on(null), place('main'), true],
    ['the project, its tags too', on(null), place(null, 'v1'), true],
    ['another project', on(null), place('main', null, 'gh/acme/web2'), false],
    ['its branch', on('main'), place('main'), true],
    ['another branch', on('main'), place('main2'), false],
    ['branches are told apart by case', on('main'), place('Main'), false],
    ['a tag runs on no branch', on('main'), place(null, 'main'), false],
    ['a branch that nobody knows may be the one', on('main'), place(null), true],
    ['a pattern', on('release/*'), place('release/1'), true],
    ['a star does not cross a slash', on('release/*'), place('release/1/a'), false],
    ['two stars do', on('release/**'), place('release/1/a'), true],
    ['what looks like an expression is none', on('a(b|c)+'), place('ab'), false],
  ])('%s', (_name, lock, where, expected) => {
    expect(covers(lock, where)).toBe(expected);
  });

  test('two that both hold for a plain branch of either overlap, in both directions', () => {
    const branch = fc.constantFrom(null, 'main', 'release/1', 'release/*', 'm*', '**');
    fc.assert(
      fc.property(branch, branch, (one, other) => {
        expect(overlap(on(one), on(other))).toBe(overlap(on(other), on(one)));
        for (const plain of ['main', 'release/1']) {
          const isOneOfThem = one === plain || other === plain;
          if (isOneOfThem && covers(on(one), place(plain)) && covers(on(other), place(plain)))
            expect(overlap(on(one), on(other))).toBe(true);
        }
      }),
    );
  });

  test('a freeze stands beside the locks of projects', () => {
    expect(overlap(on(null, null), on(null))).toBe(false);
    expect(overlap(on(null, null), on(null, null))).toBe(true);
  });
});
