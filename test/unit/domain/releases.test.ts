import { expect, it } from 'vitest';
import { createReleases } from '../../../src/domain/releases.ts';

it('closes everything in reverse order, also after one that failed, and reports the first error', async () => {
  const releases = createReleases();
  const closed: string[] = [];
  const add = (name: string, error?: Error) =>
    releases.add(async () => {
      closed.push(name);
      if (error !== undefined) throw error;
    });
  add('database');
  add('jobs', new Error('the second error'));
  add('policy');
  releases.add(() => {
    closed.push('slack');
    throw new Error('the first error');
  });
  add('port');
  await expect(releases.all()).rejects.toThrow('the first error');
  expect(closed).toEqual(['port', 'slack', 'policy', 'jobs', 'database']);
  await releases.all();
  expect(closed).toHaveLength(5);
});
