import { collect } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { ChangesSince, HoldDetail } from '../domain/approval-detail.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { createReader, type Reader } from '../failures/reader.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import type { Asking } from './asking.ts';
import { type JobsBehind, jobsBehind, type ListedJob, toBehind } from './behind.ts';
import { changesSince, NO_BRANCH } from './changes.ts';
import { type ConfigContexts, readConfigContexts, readContexts } from './contexts.ts';
import { type BranchHistory, readHistory } from './history.ts';

export type ReadContext = Pick<Context, 'circleci' | 'config' | 'db' | 'log' | 'now'>;

const MOST_JOBS = 2_000;

export interface DetailReading {
  readonly details: readonly HoldDetail[];
  readonly reader: Pick<Reader, 'mayAskAgain' | 'waitMs'>;
}

/** What the holds of one workflow share. */
interface Shared {
  readonly jobs: readonly ListedJob[] | null;
  readonly config: ConfigContexts | null;
  readonly history: BranchHistory | null;
  readonly startedBy: string | null;
}

/** Asks CircleCI what is behind holds of one workflow. Each part fails alone. */
export async function readDetails(
  ctx: ReadContext,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  holds: readonly JobSnapshot[],
  asking: Asking,
): Promise<DetailReading> {
  const reader = createReader(ctx.log);
  const shared = await readShared(ctx, reader, snapshot, workflow, asking);
  const details: HoldDetail[] = [];
  for (const hold of holds)
    details.push(await readOne(ctx, reader, snapshot, workflow, hold, shared, asking));
  return { details, reader };
}

async function readShared(
  ctx: ReadContext,
  reader: Reader,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  asking: Asking,
): Promise<Shared> {
  const { branch } = snapshot;
  const [jobs, config, history, startedBy] = await Promise.all([
    reader.read('the jobs behind a hold', () => listJobs(ctx, workflow.id, asking)),
    reader.read('the configuration', () => readConfigContexts(ctx, snapshot, workflow.name, asking)),
    branch === null
      ? null
      : reader.read('the runs of a branch', () => readHistory(ctx, snapshot, branch, workflow.name, asking)),
    reader.read('who started a workflow', () => readStarter(ctx, workflow.id, asking)),
  ]);
  return { jobs, config, history, startedBy };
}

async function readOne(
  ctx: ReadContext,
  reader: Reader,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  hold: JobSnapshot,
  { jobs, config, history, startedBy }: Shared,
  asking: Asking,
): Promise<HoldDetail> {
  const behind = jobs === null ? null : jobsBehind(jobs, hold.id);
  const contexts =
    behind === null || config === null
      ? null
      : await readContexts(ctx, reader, snapshot, behind, config, asking);
  return {
    workflowId: workflow.id,
    jobId: hold.id,
    readAt: ctx.now().toISOString(),
    startedBy,
    behind: behind === null ? null : toBehind(behind),
    changes: await readChanges(reader, snapshot, workflow, behind, history),
    contexts,
  };
}

async function readChanges(
  reader: Reader,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
  behind: JobsBehind | null,
  history: BranchHistory | null,
): Promise<ChangesSince | null> {
  if (snapshot.branch === null) return NO_BRANCH;
  if (behind === null || history === null) return null;
  const measured = behind.measured.map(({ name }) => name);
  return reader.read('when a job last succeeded', () =>
    changesSince(snapshot, history, measured, earlierSuccesses(snapshot, workflow)),
  );
}

/** Of the attempts of this pipeline before the one that waits. */
function earlierSuccesses(snapshot: PipelineSnapshot, { id, name, attempt }: WorkflowSnapshot): Set<string> {
  const earlier = snapshot.workflows.filter(
    (other) => other.name === name && other.id !== id && other.attempt < attempt,
  );
  const jobs = earlier.flatMap((other) => other.jobs);
  return new Set(jobs.filter(({ status }) => status === 'success').map((job) => job.name));
}

async function listJobs(
  { circleci }: ReadContext,
  id: string,
  { priority }: Asking,
): Promise<readonly ListedJob[]> {
  const pages = circleci.paginate(
    circleci.workflows.listJobs,
    { path: { id } },
    { limit: MOST_JOBS, priority },
  );
  return (await collect(pages)).items;
}

async function readStarter(
  { circleci }: ReadContext,
  id: string,
  { priority }: Asking,
): Promise<string | null> {
  const { started_by: userId } = await circleci.workflows.get({ path: { id } }, { priority });
  if (userId === null || userId === '') return null;
  const user = await circleci.users.get({ path: { id: userId } }, { priority });
  return shorten(oneLine(user.login || user.name || ''), 60) || null;
}
