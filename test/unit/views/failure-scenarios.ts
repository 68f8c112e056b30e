import type { PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import { failedTest, failure, jobFailure, since } from '../../support/failures.ts';
import { after, job, jobs, pipeline, workflow } from '../../support/snapshots.ts';

/** What a failure has to say, one snapshot per scenario; each has one failed workflow with its report. */

const failed = workflow({
  status: 'failed',
  stoppedAt: after(197),
  jobs: [
    ...jobs(3, 'success'),
    job('lint', 'failed', { number: 417 }),
    job('e2e', 'failed', { number: 418 }),
  ],
});
const snapshotWith = (...parts: Parameters<typeof failure>): PipelineSnapshot =>
  pipeline({ workflows: [failed], failures: [failure(...parts)] });

const tests = {
  failed: [
    failedTest('applies a voucher <!channel> once', { timesFlaked: 7 }),
    failedTest('refuses an expired card', { classname: null, message: null }),
  ],
  failedCount: 12,
  total: 1_240,
  isCut: false,
  flakyKnown: true,
};

export const failureScenarios: Record<string, PipelineSnapshot> = {
  output: snapshotWith(),
  tests: snapshotWith({
    jobs: [
      jobFailure('e2e', {
        tests,
        artifacts: {
          items: [
            { path: 'results/junit.xml', url: 'https://output.example/1/results/junit.xml' },
            { path: 'a|b.png', url: null },
          ],
          total: 9,
          isCut: false,
        },
      }),
    ],
    origin: since,
  }),
  'nothing-read': snapshotWith({
    jobs: [jobFailure('lint', { steps: null, tests: null, artifacts: null })],
    origin: null,
  }),
  'output-missing': snapshotWith({
    jobs: [
      jobFailure('lint', {
        steps: [
          { name: 'npm run lint', exitCode: null, execution: 2, tail: null },
          { name: 'upload', exitCode: 2, execution: 2, tail: '' },
        ],
      }),
    ],
    origin: { kind: 'no-green', searched: 10 },
  }),
  'no-step': snapshotWith({
    jobs: [jobFailure('lint', { steps: [] })],
    origin: { kind: 'no-green', searched: 0 },
  }),
  'same-commit': snapshotWith({
    origin: { ...since, kind: 'same-commit' },
    jobs: [
      jobFailure('lint', { steps: [{ name: 'build', exitCode: 1, execution: 0, tail: '' }] }),
      jobFailure('e2e', { tests: { ...tests, isCut: true, flakyKnown: false } }),
    ],
  }),
};
