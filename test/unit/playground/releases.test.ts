import { expect, it } from 'vitest';
import { createReleases } from '../../../playground/releases.ts';

it('ends last in first out, goes on when one end fails, and tells in the end', async () => {
  const ended: string[] = [];
  const releases = createReleases();
  releases.add('first', async () => void ended.push('first'));
  releases.add('broken', async () => {
    throw new Error('stuck');
  });
  releases.add('last', async () => void ended.push('last'));
  await expect(releases.run()).rejects.toThrow(/broken did not end/);
  expect(ended).toEqual(['last', 'first']);
  await expect(releases.run()).resolves.toBeUndefined();
});
