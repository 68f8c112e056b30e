import type { Context } from '../context.ts';
import type { JobFailure, WorkflowFailure } from '../domain/failure.ts';
import type { JobData } from '../domain/job-data.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { transact } from '../storage/transact.ts';
import { artifactsOf } from './artifacts.ts';
import { cardStanding } from './card-standing.ts';
import { findOrigin } from './origin.ts';
import { createReader, type Reader } from './reader.ts';
import { repliesFollow } from './replies-follow.ts';
import { failedSteps } from './steps.ts';
import { addToReport, type FailureRow, loadFailure } from './store.ts';
import { type FlakyTest, failedTests, flakyTests } from './tests.ts';

type GatherContext = Pick<Context, 'circleci' | 'config' | 'db' | 'queue' | 'log' | 'now'>;

/** When what CircleCI did not give is asked for again, in seconds; after the last one the gap stays. */
const ASK_AGAIN_AFTER = [10, 60, 300];
/** The wait for the card doubles from this, in seconds, up to a minute. */
const FIRST_WAIT = 0.25;
const LONGEST_WAIT = 60;
/** Some 20 minutes; then CircleCI is asked all the same, if there is a card at all. */
const MOST_WAITS = 28;

/**
 * Asks CircleCI why a workflow failed, once its card is out: who waits for the card must not wait for this. What is
 * missing is stored as missing. Runs as a job, one at a time per workflow; again changes nothing but gaps.
 */
export async function gatherFailure(ctx: GatherContext, data: JobData['gather-failure']): Promise<void> {
  const row = await loadFailure(ctx.db, data.workflowId);
  if (row === null) return;
  const snapshot = await loadSnapshot(ctx, ctx.db, data.pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === data.workflowId);
  if (snapshot === null || workflow === undefined) return;
  const standing = await cardStanding(ctx, snapshot);
  if (standing === 'none') return;
  if (standing === 'coming' && data.waits < MOST_WAITS) {
    const afterSeconds = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** data.waits);
    await again(ctx, { ...data, waits: data.waits + 1 }, afterSeconds);
    return;
  }
  const reader = createReader(ctx.log);
  const report = await readReport(ctx, reader, snapshot, workflow, row);
  await transact(ctx.db, async (tx) => {
    // Before the report's row, which whoever reads the pipeline wants while they hold the jobs of its cards.
    await lockPipelines(tx, [data.pipelineId]);
    await addToReport(tx, report, ctx.now());
    await refreshCards(ctx, tx, data.pipelineId);
    await repliesFollow(ctx, tx, data);
  });
  const pause = ASK_AGAIN_AFTER[data.attempt];
  if (!reader.mayAskAgain || pause === undefined) return;
  await again(ctx, { ...data, attempt: data.attempt + 1 }, Math.max(pause, reader.waitMs / 1000));
}

async function again(
  { queue, db }: GatherContext,
  data: JobData['gather-failure'],
  afterSeconds: number,
): Promise<void> {
  await queue.add(db, 'gather-failure', data, { key: data.workflowId, afterSeconds });
}

async function readReport(
  ctx: GatherContext,
  reader: Reader,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  row: FailureRow,
): Promise<WorkflowFailure> {
  const origin =
    row.report?.origin ??
    (await reader.read('where a failure began', () => findOrigin(ctx, snapshot, workflow)));
  let flaky: Promise<readonly FlakyTest[] | null> | undefined;
  const readFlaky = () => {
    flaky ??= reader.read('the flaky tests', () => flakyTests(ctx, snapshot.projectSlug));
    return flaky;
  };
  const jobs: JobFailure[] = [];
  for (const id of row.jobIds) {
    const known = row.report?.jobs.find(({ jobId }) => jobId === id);
    const job = workflow.jobs.find((one) => one.id === id);
    if (job === undefined || (known !== undefined && isComplete(known))) continue;
    jobs.push(await readJob(ctx, reader, snapshot.projectSlug, job, readFlaky));
  }
  return { workflowId: workflow.id, jobs, origin };
}

/** Each part fails alone. */
async function readJob(
  ctx: GatherContext,
  reader: Reader,
  slug: string,
  job: JobSnapshot,
  readFlaky: () => Promise<readonly FlakyTest[] | null>,
): Promise<JobFailure> {
  const { id: jobId, number } = job;
  if (number === null) return { jobId, steps: null, tests: null, artifacts: null };
  const [steps, tests, artifacts] = await Promise.all([
    reader.read('the log', () => failedSteps(ctx, slug, { ...job, number })),
    reader.read('the tests', () => failedTests(ctx, slug, number, readFlaky)),
    reader.read('the artifacts', () => artifactsOf(ctx, slug, number)),
  ]);
  // CircleCI's parts lag behind each other: a log that is missing now may be there in a minute.
  if (steps?.some(({ tail }) => tail === null) === true) reader.noteMissing();
  return { jobId, steps, tests, artifacts };
}

function isComplete({ steps, tests, artifacts }: JobFailure): boolean {
  if (steps === null || tests === null || artifacts === null) return false;
  return steps.every(({ tail }) => tail !== null) && tests.flakyKnown;
}
