import fc from 'fast-check';
import type { JobFailure, RunOfBranch, WorkflowFailure } from '../../src/domain/failure.ts';
import type { PipelineSnapshot } from '../../src/domain/pipeline.ts';
import { anySnapshot, hostileText } from './arbitrary-snapshots.ts';

/** Any report about any snapshot, also hostile ones. */

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const lines = fc.array(hostileText, { maxLength: 30 }).map((all) => all.join('\n'));
const url = maybe(hostileText.map((text) => `https://output.example/${text}`));

const run: fc.Arbitrary<RunOfBranch> = fc.record({
  pipelineId: fc.uuid(),
  number: maybe(fc.nat()),
  url,
  revision: maybe(fc.oneof(fc.constant('4f2c1d9be07a35c86e11f0a2d7b9c3e4a5061728'), hostileText)),
  subject: maybe(hostileText),
});

const jobFailure: fc.Arbitrary<JobFailure> = fc.record({
  jobId: hostileText,
  steps: maybe(
    fc.array(
      fc.record({
        name: hostileText,
        exitCode: maybe(fc.integer()),
        execution: fc.nat(),
        tail: maybe(lines),
      }),
      { maxLength: 3 },
    ),
  ),
  tests: maybe(
    fc.record({
      failed: fc.array(
        fc.record({
          name: hostileText,
          classname: maybe(hostileText),
          message: maybe(lines),
          timesFlaked: maybe(fc.nat()),
        }),
        { maxLength: 10 },
      ),
      failedCount: fc.nat(),
      total: fc.nat(),
      isCut: fc.boolean(),
      flakyKnown: fc.boolean(),
    }),
  ),
  artifacts: maybe(
    fc.record({
      items: fc.array(fc.record({ path: hostileText, url }), { maxLength: 5 }),
      total: fc.nat(),
      isCut: fc.boolean(),
    }),
  ),
});

const report = fc.record({
  jobs: fc.array(jobFailure, { minLength: 3, maxLength: 3 }),
  origin: maybe(
    fc.oneof(
      fc.record({
        kind: fc.constantFrom('since' as const, 'same-commit' as const),
        first: run,
        green: run,
        undecided: fc.nat(),
      }),
      fc.record({ kind: fc.constant('no-green' as const), searched: fc.nat() }),
      fc.constant({ kind: 'none' as const }),
    ),
  ),
});

/** Every workflow has a report whose jobs are, as far as there are any, jobs of its own. */
export const anyFailure: fc.Arbitrary<PipelineSnapshot & { failures: WorkflowFailure[] }> = fc
  .tuple(anySnapshot, fc.array(report, { minLength: 1, maxLength: 5 }))
  .map(([snapshot, reports]) => ({
    ...snapshot,
    failures: snapshot.workflows.map((workflow, index) => {
      const { jobs, origin } = reports[index % reports.length] ?? { jobs: [], origin: null };
      const own = jobs.map((job, at) => ({ ...job, jobId: workflow.jobs[at]?.id ?? job.jobId }));
      return { workflowId: workflow.id, jobs: own, origin };
    }),
  }));
