import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobsBehind, type ListedJob, toBehind } from '../../../src/approval-detail/behind.ts';

const job = (name: string, needs: readonly string[] = [], parts: Partial<ListedJob> = {}): ListedJob => ({
  id: name,
  name,
  type: 'build',
  status: 'blocked',
  dependencies: needs,
  requires: null,
  ...parts,
});
const hold = (name: string, needs: readonly string[] = [], status = 'blocked') =>
  job(name, needs, { type: 'approval', status });
const names = (jobs: readonly ListedJob[] | undefined) => jobs?.map(({ name }) => name);

test('everything that waits for a hold, through other jobs too, and what waits for another hold as well', () => {
  const jobs = [
    job('build', [], { status: 'success' }),
    hold('staging', ['build'], 'on_hold'),
    job('deploy', ['staging']),
    job('smoke', ['deploy']),
    hold('production', ['smoke']),
    job('release', ['production']),
    job('lint'),
  ];
  const behind = jobsBehind(jobs, 'staging');
  expect(names(behind?.unlocked)).toEqual(['deploy', 'smoke']);
  expect(names(behind?.later)).toEqual(['release']);
  expect(names(behind?.measured)).toEqual(['deploy']);
  expect(names(jobsBehind(jobs, 'production')?.unlocked)).toEqual([]);
  expect(names(jobsBehind(jobs, 'production')?.later)).toEqual(['release']);
});

test('a hold that was decided holds nothing back any more', () => {
  const jobs = [hold('a', [], 'success'), hold('b', [], 'on_hold'), job('deploy', ['a', 'b'])];
  expect(names(jobsBehind(jobs, 'b')?.unlocked)).toEqual(['deploy']);
});

test('what runs only when it is not approved is not behind it', () => {
  const jobs = [
    hold('go', [], 'on_hold'),
    job('deploy', [], { requires: { go: ['success'] } }),
    job('clean-up', ['go'], { requires: { go: ['canceled', 'failed'] } }),
    job('report', ['go'], { requires: { go: [] } }),
  ];
  expect(names(jobsBehind(jobs, 'go')?.unlocked)).toEqual(['deploy', 'report']);
});

test('a hold with nothing behind it is measured by itself; one behind another by what comes after both', () => {
  expect(names(jobsBehind([hold('last')], 'last')?.measured)).toEqual(['last']);
  const chained = [hold('a', [], 'on_hold'), hold('b', ['a']), job('deploy', ['b'])];
  expect(names(jobsBehind(chained, 'a')?.measured)).toEqual(['deploy']);
  expect(jobsBehind(chained, 'no such hold')).toBeNull();
});

test('any graph, circles and strangers too, comes to an end and never counts the hold itself', () => {
  const ids = fc.constantFrom('h', 'a', 'b', 'c', 'd', 'e', 'nobody');
  const graph = fc.array(fc.tuple(ids, fc.array(ids, { maxLength: 4 }), fc.boolean()), { maxLength: 12 });
  fc.assert(
    fc.property(graph, (edges) => {
      const jobs = [
        hold('h', [], 'on_hold'),
        ...edges.map(([name, needs, isHold]) => (isHold ? hold(name, needs) : job(name, needs))),
      ];
      const behind = jobsBehind(jobs, 'h');
      const all = [...(behind?.unlocked ?? []), ...(behind?.later ?? [])];
      expect(new Set(all).size).toBe(all.length);
      expect(all.every(({ type }) => type !== 'approval')).toBe(true);
    }),
  );
});

test('only the first names are kept, and how many there are', () => {
  const many = Array.from({ length: 200 }, (_, index) => job(`deploy-${index} ${'x'.repeat(300)}`, ['go']));
  const behind = jobsBehind([hold('go', [], 'on_hold'), ...many], 'go');
  const kept = behind === null ? null : toBehind(behind);
  expect(kept?.unlocked).toHaveLength(30);
  expect(kept?.unlockedTotal).toBe(200);
  expect(kept?.measured).toHaveLength(5);
  expect(Math.max(...(kept?.unlocked ?? []).map(({ length }) => length))).toBeLessThanOrEqual(100);
});
