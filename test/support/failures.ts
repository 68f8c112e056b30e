import type { FailedTest, FailureOrigin, JobFailure, WorkflowFailure } from '../../src/domain/failure.ts';
import { uuid } from './snapshots.ts';

/** Builders of failure reports: name what matters to the test. */

export function failure(parts: Partial<WorkflowFailure> = {}): WorkflowFailure {
  return { workflowId: uuid(10), jobs: [jobFailure('lint')], origin: { kind: 'none' }, ...parts };
}

export function jobFailure(name: string, parts: Partial<JobFailure> = {}): JobFailure {
  return {
    jobId: `job-${name}`,
    steps: [
      {
        name: `npm run ${name}`,
        exitCode: 1,
        execution: 0,
        tail: 'compiling\nsrc/a.ts(3,1): error\n1 error',
      },
    ],
    tests: { failed: [], failedCount: 0, total: 0, isCut: false, flakyKnown: true },
    artifacts: { items: [], total: 0, isCut: false },
    ...parts,
  };
}

export function failedTest(name: string, parts: Partial<FailedTest> = {}): FailedTest {
  return {
    name,
    classname: 'Checkout',
    message: 'expected 1 to be 2\n    at a.ts:3',
    timesFlaked: null,
    ...parts,
  };
}

export const since = {
  kind: 'since',
  first: {
    pipelineId: uuid(2),
    number: 121,
    url: 'https://app.circleci.com/pipelines/github/acme/storefront/121',
    revision: 'aa2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    subject: 'Round prices *per line*',
  },
  green: {
    pipelineId: uuid(3),
    number: 119,
    url: 'https://app.circleci.com/pipelines/github/acme/storefront/119',
    revision: 'bb2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    subject: 'Load pictures lazily',
  },
  undecided: 1,
} satisfies FailureOrigin;
