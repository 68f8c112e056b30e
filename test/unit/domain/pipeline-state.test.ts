import { expect, test } from 'vitest';
import { pipelineStatus, workflowGroups } from '../../../src/domain/pipeline-state.ts';
import { hold, pipeline, workflow } from '../../support/snapshots.ts';

/** @returns the status of a pipeline whose workflows have these, each under a name of its own */
const of = (...statuses: string[]) =>
  pipelineStatus(
    pipeline({
      workflows: statuses.map((status, index) => workflow({ id: `w-${index}`, name: `n-${index}`, status })),
    }),
  );

test.each([
  [['success', 'success'], 'success'],
  [['success', 'failed'], 'failed'],
  [['canceled', 'unauthorized', 'failed'], 'failed'],
  [['canceled', 'success'], 'canceled'],
  [['success', 'not_run'], 'not_run'],
  [['running', 'success'], 'running'],
  [['running', 'failed'], 'failing'],
  [['failing', 'success'], 'failing'],
  [['on_hold', 'failed', 'running'], 'on_hold'],
  [['queued', 'success'], 'queued'],
  [['hibernating', 'success'], 'hibernating'],
])('%j is %s', (statuses, expected) => {
  expect(of(...statuses)).toBe(expected);
});

test('a hold that waits beside running jobs counts as on hold', () => {
  expect(pipelineStatus(pipeline({ workflows: [workflow({ jobs: [hold('release')] })] }))).toBe('on_hold');
});

test('without workflows it is starting, until CircleCI says why none will come', () => {
  expect(pipelineStatus(pipeline())).toBe('starting');
  expect(pipelineStatus(pipeline({ state: 'errored' }))).toBe('errored');
  expect(pipelineStatus(pipeline({ problems: [{ type: 'plan', message: '' }] }))).toBe('errored');
});

test('a setup workflow that succeeded is not the success of the pipeline', () => {
  const setup = workflow({ name: 'setup', status: 'success' });
  const work = workflow({ id: 'w-2', name: 'build', status: 'success' });
  expect(pipelineStatus(pipeline({ state: 'setup', workflows: [setup] }))).toBe('setup');
  expect(pipelineStatus(pipeline({ state: 'created', workflows: [setup] }))).toBe('success');
  expect(pipelineStatus(pipeline({ state: 'setup', workflows: [setup, work] }))).toBe('success');
});

test('the newest attempt counts, in whichever order they come', () => {
  const first = workflow({ id: 'w-1', status: 'failed', attempt: 1 });
  const second = workflow({ id: 'w-2', status: 'success', attempt: 2 });
  for (const workflows of [
    [first, second],
    [second, first],
  ]) {
    expect(pipelineStatus(pipeline({ workflows }))).toBe('success');
    expect(workflowGroups(pipeline({ workflows }))).toEqual([{ current: second, earlier: [first] }]);
  }
});
