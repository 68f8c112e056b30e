import { expect, test } from 'vitest';
import { changesSince } from '../../../src/approval-detail/changes.ts';
import type { BranchHistory, EarlierRun } from '../../../src/approval-detail/history.ts';
import { aPipeline } from '../../support/records.ts';
import { pipeline } from '../../support/snapshots.ts';

const NONE: ReadonlySet<string> = new Set();
const run = (
  number: number,
  revision: string | null,
  jobs: readonly string[] | null,
  author: string | null = null,
) => {
  const facts = { ...aPipeline({ id: `p-${number}` }), number, revision, commitAuthor: author };
  return {
    facts: { ...facts, triggerActor: 'pusher' },
    url: `https://app.circleci.com/pipelines/github/acme/shop/${number}`,
    succeeded: async () => (jobs === null ? null : new Set(jobs)),
  } satisfies EarlierRun;
};
const history = (...runs: EarlierRun[]): BranchHistory => ({ runs, isCut: false });
const now = pipeline({ number: 10, revision: 'head', commitAuthor: 'Ada', triggerActor: 'ada-l' });

test('counts the heads between the last success and now, each commit and person once', async () => {
  const runs = history(
    run(9, 'c', [], 'Ben'),
    run(8, 'c', ['deploy']),
    run(7, 'b', ['build'], 'Ada'),
    run(6, 'a', ['deploy', 'smoke']),
    run(5, 'z', ['deploy', 'smoke']),
  );
  const changes = await changesSince(now, runs, ['deploy', 'smoke'], NONE);
  expect(changes).toMatchObject({
    kind: 'since',
    searched: 3,
    isCut: false,
    commitsTotal: 3,
    people: ['Ada', 'Ben'],
  });
  expect(changes.last?.number).toBe(6);
  expect(changes.commits.map(({ revision, by }) => `${revision} ${by}`)).toEqual([
    'head Ada',
    'c Ben',
    'b Ada',
  ]);
});

test('a pusher stands in for an author nobody names, and is said to be one', async () => {
  const changes = await changesSince(now, history(run(9, 'c', [])), ['deploy'], NONE);
  expect(changes.commits.map(({ by, isAuthor }) => [by, isAuthor])).toEqual([
    ['Ada', true],
    ['pusher', false],
  ]);
});

test('the same commit, in an earlier run or an earlier attempt, brings nothing', async () => {
  expect(await changesSince(now, history(run(9, 'head', ['deploy'])), ['deploy'], NONE)).toMatchObject({
    kind: 'same',
    commitsTotal: 0,
  });
  const own = await changesSince(now, history(run(9, 'c', null)), ['deploy'], new Set(['deploy']));
  expect(own).toMatchObject({ kind: 'same', commits: [], last: { number: 10 } });
});

test('says how far it looked when it found none, and when it had to stop', async () => {
  const none = await changesSince(now, history(run(9, 'c', []), run(8, 'b', [])), ['deploy'], NONE);
  expect(none).toMatchObject({ kind: 'not-found', searched: 2, isCut: false, commitsTotal: 3, last: null });
  const stopped = await changesSince(now, history(run(9, 'c', []), run(8, 'b', null)), ['deploy'], NONE);
  expect(stopped).toMatchObject({ kind: 'not-found', searched: 1, isCut: true, commitsTotal: 2 });
  const first = await changesSince(now, history(), ['deploy'], NONE);
  expect(first).toMatchObject({ kind: 'not-found', searched: 0, isCut: false, commitsTotal: 1 });
});

test('keeps the first of very many', async () => {
  const many = Array.from({ length: 30 }, (_, index) => run(9 - index, `c${index}`, [], `Person ${index}`));
  const changes = await changesSince(now, history(...many), ['deploy'], NONE);
  expect(changes.commits).toHaveLength(20);
  expect(changes.commitsTotal).toBe(31);
  expect(changes.people).toHaveLength(10);
});
