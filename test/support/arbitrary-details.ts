import fc from 'fast-check';
import type { ContextUse, HoldDetail } from '../../src/domain/approval-detail.ts';
import type { RunOfBranch } from '../../src/domain/failure.ts';
import type { PipelineSnapshot } from '../../src/domain/pipeline.ts';
import { hostileText } from './arbitrary-snapshots.ts';
import { hold, pipeline, workflow } from './snapshots.ts';

/** Any detail of a hold, as long as the code that gathers it lets anything be. */

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const text = (max: number) => hostileText.map((one) => one.slice(0, max));
const url = fc.constantFrom(
  null,
  'https://app.circleci.com/pipelines/github/acme/shop/7',
  'javascript:alert(1)',
);
const run: fc.Arbitrary<RunOfBranch> = fc.record({
  pipelineId: fc.constant('p-7'),
  number: maybe(fc.nat()),
  url,
  revision: fc.constantFrom(null, 'a'.repeat(40), '<!channel>'),
  subject: maybe(text(120)),
});
const names = (max: number) => fc.array(text(100), { maxLength: max });
const use: fc.Arbitrary<ContextUse> = fc.record({
  name: text(100),
  jobs: names(5),
  later: fc.boolean(),
  limits: maybe(
    fc.record({
      refused: fc.constantFrom(null, 'project' as const, 'expression' as const),
      groups: names(5),
      expressions: names(5),
    }),
  ),
});
const detail = (jobId: string): fc.Arbitrary<HoldDetail> =>
  fc.record({
    workflowId: fc.constant('w-1'),
    jobId: fc.constant(jobId),
    readAt: fc.constantFrom('2026-11-21T12:00:00.000Z', 'no time'),
    startedBy: maybe(text(60)),
    behind: maybe(
      fc.record({
        unlocked: names(30),
        unlockedTotal: fc.nat(3_000),
        later: names(30),
        laterTotal: fc.nat(3_000),
        measured: names(5),
      }),
    ),
    changes: maybe(
      fc.record({
        kind: fc.constantFrom('since' as const, 'same' as const, 'not-found' as const, 'no-branch' as const),
        last: maybe(run),
        searched: fc.nat(30),
        isCut: fc.boolean(),
        commits: fc.array(
          fc.record({
            revision: text(64),
            subject: maybe(text(120)),
            by: maybe(text(60)),
            isAuthor: fc.boolean(),
            run,
          }),
          { maxLength: 20 },
        ),
        commitsTotal: fc.nat(100),
        people: names(10),
      }),
    ),
    contexts: maybe(
      fc.record({
        organization: fc.constant(null),
        uses: fc.array(use, { maxLength: 10 }),
        usesTotal: fc.nat(40),
        unknownJobs: fc.nat(40),
      }),
    ),
  });

const HOLDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** A pipeline with up to six holds that wait, and a detail for each. */
export const heldSnapshot: fc.Arbitrary<PipelineSnapshot & { holdDetails: readonly HoldDetail[] }> = fc
  .integer({ min: 1, max: HOLDS.length })
  .chain((count) => {
    const waiting = HOLDS.slice(0, count);
    return fc.tuple(...waiting.map((name) => detail(`job-${name}`))).map((holdDetails) => ({
      ...pipeline({
        workflows: [workflow({ id: 'w-1', status: 'on_hold', jobs: waiting.map((name) => hold(name)) })],
      }),
      holdDetails,
    }));
  });
