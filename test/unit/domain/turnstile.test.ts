import { expect, it } from 'vitest';
import { createTurnstile } from '../../../src/domain/turnstile.ts';

it('lets so many through at once and the others in their order, also after one that fails', async () => {
  const turnstile = createTurnstile(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const all = ends.map(({ promise }, index) =>
    turnstile(() => {
      begun.push(index);
      return promise;
    }),
  );
  const settled = Promise.allSettled(all);
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error('no'));
  await expect(all[1]).rejects.toThrow('no');
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await settled;
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  // Its places are free again.
  expect(await Promise.all([turnstile(async () => 'a'), turnstile(async () => 'b')])).toEqual(['a', 'b']);
});
