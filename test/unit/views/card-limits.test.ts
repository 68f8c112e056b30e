import { expect, test } from 'vitest';
import type { PipelineSnapshot, WorkflowSnapshot } from '../../../src/domain/pipeline.ts';
import { renderCard } from '../../../src/views/card.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts } from '../../support/mrkdwn-safety.ts';
import { readable } from '../../support/readable-blocks.ts';
import { hold, job, jobs, pipeline, workflow } from '../../support/snapshots.ts';

const many = (count: number, make: (index: number) => Partial<WorkflowSnapshot>): WorkflowSnapshot[] =>
  Array.from({ length: count }, (_, index) =>
    workflow({ id: `w-${index}`, name: `workflow-${index}`, ...make(index) }),
  );

function shown(snapshot: PipelineSnapshot): string {
  const { blocks } = renderCard(snapshot, { locale: 'en' });
  expect(blockProblems(blocks, 50)).toEqual([]);
  return readable(blocks);
}

test('40 workflows: those that wait or failed in full, the rest counted', () => {
  const status = (index: number) => (index === 38 ? 'failed' : index === 39 ? 'on_hold' : 'success');
  const text = shown(
    pipeline({
      workflows: many(40, (index) => ({
        status: status(index),
        jobs: index === 39 ? [hold('release')] : jobs(300, 'success'),
      })),
    }),
  );
  expect(text).toContain('*release* waits for approval');
  expect(text).toContain('workflow.rerun_failed');
  expect(text).toContain('(and 25 more workflows: 25 Succeeded)');
  expect(text.match(/· Succeeded\n/g)).toHaveLength(13);
});

test('40 workflows with ten holds each stay within 50 blocks', () => {
  const workflows = many(40, (index) => ({
    status: 'on_hold',
    jobs: Array.from({ length: 10 }, (_, each) => hold(`release-${index}-${each}`)),
  }));
  const text = shown(pipeline({ workflows }));
  expect(text).toContain('and 5 more approvals, see CircleCI');
  expect(text).toContain('(and 33 more workflows: 33 On hold)');
});

test('one workflow too many is called a workflow', () => {
  expect(shown(pipeline({ workflows: many(16, () => ({ status: 'success' })) }))).toContain(
    '(and 1 more workflow: 1 Succeeded)',
  );
});

test('long texts are cut before they are escaped, and together stay under 20,000 characters', () => {
  const endless = '<&>'.repeat(2000);
  const snapshot = pipeline({
    projectName: endless,
    branch: endless,
    commitSubject: endless,
    commitAuthor: endless,
    problems: Array.from({ length: 9 }, () => ({ type: endless, message: endless })),
    workflows: many(40, () => ({
      name: endless,
      status: 'failed',
      jobs: Array.from({ length: 300 }, (_, index) => job(`${endless}${index}`, 'failed')),
    })).map((each, index) => ({ ...each, name: `${index}${endless}` })),
  });
  shown(snapshot);
  const { blocks, text } = renderCard(snapshot, { locale: 'ja' });
  const texts = mrkdwnTexts(blocks);
  expect(texts.reduce((sum, each) => sum + each.length, 0)).toBeLessThan(20_000);
  expect(text.length).toBeLessThan(3000);
  for (const each of texts) expect(each.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
});

test('300 jobs: three that run and five that failed by name, the rest counted', () => {
  const text = shown(
    pipeline({
      workflows: [
        workflow({
          status: 'failing',
          jobs: [...jobs(200, 'success'), ...jobs(60, 'running', 'e2e'), ...jobs(40, 'failed', 'unit')],
        }),
      ],
    }),
  );
  expect(text).toContain('240 of 300 jobs');
  expect(text).toContain('Now: e2e-1, e2e-2, e2e-3 and 57 more');
  expect(text).toContain('and 35 more');
});
