import { expect, test } from 'vitest';
import { inParallel } from '../../../src/stops/in-parallel.ts';

test('no more than so many at once, and the results in order', async () => {
  let now = 0;
  let most = 0;
  const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    now += 1;
    most = Math.max(most, now);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    now -= 1;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
  expect(await inParallel([], 5, async () => 1)).toEqual([]);
});

test('after an error nothing more is begun, and what is under way ends first', async () => {
  const begun: number[] = [];
  let ended = 0;
  const work = async (item: number) => {
    begun.push(item);
    if (item === 2) throw new Error('no');
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    ended += 1;
  };
  await expect(inParallel([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('no');
  expect(begun).toEqual([1, 2]);
  expect(ended).toBe(1);
});
