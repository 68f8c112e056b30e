import { collect } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { FailedTest, FailedTests } from '../domain/failure.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import { readableLog } from './readable-log.ts';

/** A test that CircleCI saw both fail and pass on one commit. */
export interface FlakyTest {
  readonly name: string;
  readonly classname: string | null;
  readonly times: number;
}

const MOST_READ = 2_000;
const MOST_KEPT = 10;
const MESSAGE = 600;

/**
 * @param readFlaky asked only when a test failed; null when CircleCI does not tell
 * @throws CircleCIError
 */
export async function failedTests(
  { circleci }: Pick<Context, 'circleci'>,
  projectSlug: string,
  jobNumber: number,
  readFlaky: () => Promise<readonly FlakyTest[] | null>,
): Promise<FailedTests> {
  const { items, stoppedAt } = await collect(
    circleci.paginate(
      circleci.jobs.tests,
      { path: { 'project-slug': projectSlug, 'job-number': jobNumber } },
      { limit: MOST_READ, priority: 'background' },
    ),
  );
  const failed = items.filter(({ result }) => /^(?:fail|error)/.test(result));
  const flaky = failed.length === 0 ? [] : await readFlaky();
  return {
    failed: failed.slice(0, MOST_KEPT).map((test) => toTest(test, flaky ?? [])),
    failedCount: failed.length,
    total: items.length,
    isCut: stoppedAt === 'limit',
    flakyKnown: flaky !== null,
  };
}

/** @throws CircleCIError */
export async function flakyTests(
  { circleci }: Pick<Context, 'circleci'>,
  projectSlug: string,
): Promise<FlakyTest[]> {
  const answer = await circleci.insights.flakyTests(
    { path: { 'project-slug': projectSlug } },
    { priority: 'background' },
  );
  return answer['flaky-tests'].map((test) => ({
    name: test['test-name'],
    classname: test.classname,
    times: test['times-flaked'] ?? 1,
  }));
}

interface ApiTest {
  readonly name: string | null;
  readonly classname: string | null;
  readonly message: string | null;
}

function toTest(test: ApiTest, flaky: readonly FlakyTest[]): FailedTest {
  const known = flaky.find(
    ({ name, classname }) =>
      name === test.name && (classname === null || test.classname === null || classname === test.classname),
  );
  const message = shorten(readableLog(test.message ?? '').trim(), MESSAGE);
  return {
    name: shorten(oneLine(readableLog(test.name ?? '')), 200),
    classname: test.classname === null ? null : shorten(oneLine(readableLog(test.classname)), 100),
    message: message === '' ? null : message,
    timesFlaked: known?.times ?? null,
  };
}
