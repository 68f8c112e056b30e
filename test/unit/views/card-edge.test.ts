import { expect, test } from 'vitest';
import type { PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import { renderCard } from '../../../src/views/card.ts';
import { action, after, hold, job, jobs, pipeline, workflow } from '../../support/snapshots.ts';

const edge = (snapshot: PipelineSnapshot) => renderCard(snapshot, { locale: 'en' }).edge;
const withJobs = (...list: ReturnType<typeof jobs>) => pipeline({ workflows: [workflow({ jobs: list })] });
const waiting = pipeline({ workflows: [workflow({ status: 'on_hold', jobs: [hold('release')] })] });

test('twenty jobs that run one after the other have one edge, and the card changes with each', () => {
  const steps = Array.from({ length: 20 }, (_, done) =>
    withJobs(...jobs(done, 'success'), job('now', 'running'), ...jobs(19 - done, 'blocked', 'later')),
  );
  expect(new Set(steps.map(edge)).size).toBe(1);
  const cards = steps.map((step) => JSON.stringify(renderCard(step, { locale: 'en' }).blocks));
  expect(new Set(cards).size).toBe(20);
});

test('the first failed job is an edge, further ones are progress', () => {
  const none = edge(withJobs(...jobs(3, 'running')));
  const one = edge(withJobs(job('a', 'failed'), ...jobs(2, 'running')));
  const two = edge(withJobs(job('a', 'failed'), job('b', 'failed'), job('c', 'running')));
  expect(one).not.toBe(none);
  expect(two).toBe(one);
});

test('the job list being read is progress', () => {
  const jobsKnown = (jobsComplete: boolean) =>
    pipeline({ workflows: [workflow({ jobsComplete, jobs: jobs(3, 'running') })] });
  expect(edge(jobsKnown(true))).toBe(edge(jobsKnown(false)));
});

test.each<[string, PipelineSnapshot]>([
  ['a status', pipeline({ workflows: [workflow({ status: 'failing', jobs: [hold('release')] })] })],
  [
    'the end',
    pipeline({
      workflows: [workflow({ status: 'success', stoppedAt: after(9), jobs: [hold('release', 'success')] })],
    }),
  ],
  [
    'another hold',
    pipeline({ workflows: [workflow({ status: 'on_hold', jobs: [hold('release'), hold('second')] })] }),
  ],
  [
    'a decided hold',
    pipeline({ workflows: [workflow({ status: 'on_hold', jobs: [hold('release', 'success')] })] }),
  ],
  ['an action', { ...waiting, actions: [action({ jobId: 'job-release' })] }],
  ['a settled action', { ...waiting, actions: [action({ jobId: 'job-release', state: 'confirmed' })] }],
  ['a problem', { ...waiting, problems: [{ type: 'config', message: 'No.' }] }],
  ['a subject that came late', { ...waiting, commitSubject: 'Another one' }],
  ['a rerun', { ...waiting, workflows: [...waiting.workflows, workflow({ id: 'w-2', attempt: 2 })] }],
  ['another language', waiting],
])('%s changes the edge', (what, snapshot) => {
  const locale = what === 'another language' ? 'ja' : 'en';
  expect(renderCard(snapshot, { locale }).edge).not.toBe(edge(waiting));
});

test('a block keeps its id while it stays as it is, and gets another when it changes', () => {
  const ids = (snapshot: PipelineSnapshot) =>
    renderCard(snapshot, { locale: 'en' }).blocks.map((block) => block.block_id);
  const before = ids(withJobs(job('a', 'running')));
  const later = ids(withJobs(job('a', 'success')));
  const changed = before.map((id, index) => id !== later[index]);
  expect(changed).toEqual([false, false, true, false]);
});
