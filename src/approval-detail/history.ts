import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isFinished } from '../domain/status.ts';
import { type ApiPipeline, pipelineOfApi } from '../pipelines/from-api.ts';
import { pipelineUrl } from '../pipelines/links.ts';
import { loadRecords } from '../pipelines/load-record.ts';
import type { PipelineFacts, PipelineRecord } from '../pipelines/record.ts';
import type { Asking } from './asking.ts';

type HistoryContext = Pick<Context, 'circleci' | 'config' | 'db'>;

/** How far back is looked: pipelines of the branch before this one, and how often CircleCI may be asked for them. */
const MOST_RUNS = 30;
const MOST_LISTED = 100;
const MOST_CALLS = 24;

/** An earlier pipeline of the branch. */
export interface EarlierRun {
  readonly facts: PipelineFacts;
  readonly url: string | null;
  /**
   * @returns names of the jobs that succeeded in its workflows of the name looked for; null when CircleCI was asked
   *   often enough
   * @throws CircleCIError
   */
  succeeded(): Promise<ReadonlySet<string> | null>;
}

export interface BranchHistory {
  /** Newest first. */
  readonly runs: readonly EarlierRun[];
  /** True when there are more before them. */
  readonly isCut: boolean;
}

/**
 * The pipelines of a branch before this one. What the bot has stored is taken from there; the rest is asked of
 * CircleCI, once each, when it is looked at.
 *
 * @throws CircleCIError
 */
export async function readHistory(
  ctx: HistoryContext,
  { projectSlug, number }: PipelineSnapshot,
  branch: string,
  workflowName: string,
  asking: Asking,
): Promise<BranchHistory> {
  const { items, isCut } = await listEarlier(ctx, projectSlug, branch, number, asking);
  const stored = await loadRecords(
    ctx.db,
    items.map(({ id }) => id),
  );
  const budget = { calls: 0 };
  const runs = items.map((item): EarlierRun => {
    const record = stored.get(item.id);
    const facts = { ...pipelineOfApi(item, item.created_at), ...whoOf(record, item) };
    let names: Promise<ReadonlySet<string> | null> | undefined;
    return {
      facts,
      url: pipelineUrl(ctx.config.circleci.url, projectSlug, item.number),
      succeeded() {
        names ??= jobsThatSucceeded(ctx, item.id, record, workflowName, budget, asking);
        return names;
      },
    };
  });
  return { runs, isCut };
}

type Listed = ApiPipeline & { readonly number: number };

async function listEarlier(
  { circleci }: HistoryContext,
  slug: string,
  branch: string,
  number: number | null,
  { priority }: Asking,
): Promise<{ items: Listed[]; isCut: boolean }> {
  const items: Listed[] = [];
  const pages = circleci.paginate(
    circleci.pipelines.listForProject,
    { path: { 'project-slug': slug }, query: { branch } },
    { limit: MOST_LISTED, priority },
  );
  let looked = 0;
  for await (const pipeline of pages) {
    looked += 1;
    if (number !== null && pipeline.number >= number) continue;
    if (items.length === MOST_RUNS) return { items, isCut: true };
    items.push(pipeline);
  }
  const newestFirst = items.toSorted((a, b) => b.number - a.number);
  return { items: newestFirst, isCut: looked === MOST_LISTED };
}

/** CircleCI's webhooks name a commit's author where its API does not. */
function whoOf(record: PipelineRecord | undefined, item: Listed): Partial<PipelineFacts> {
  const known = pipelineOfApi(item, item.created_at);
  return {
    commitAuthor: known.commitAuthor ?? record?.pipeline.commitAuthor ?? null,
    commitSubject: known.commitSubject ?? record?.pipeline.commitSubject ?? null,
    startedBy: record?.pipeline.startedBy ?? null,
  };
}

async function jobsThatSucceeded(
  ctx: HistoryContext,
  pipelineId: string,
  record: PipelineRecord | undefined,
  workflowName: string,
  budget: { calls: number },
  { priority }: Asking,
): Promise<ReadonlySet<string> | null> {
  const known = record?.workflows.filter(({ name }) => name === workflowName) ?? [];
  const isKnown = known.length > 0 && known.every((one) => one.jobsComplete && isFinished(one.status));
  if (isKnown) return successes(known.flatMap(({ jobs }) => jobs));
  if (budget.calls >= MOST_CALLS) return null;
  budget.calls += 1;
  const options = { priority };
  const page = await ctx.circleci.pipelines.listWorkflows({ path: { 'pipeline-id': pipelineId } }, options);
  const names = new Set<string>();
  for (const { id, name } of page.items) {
    if (name !== workflowName) continue;
    if (budget.calls >= MOST_CALLS) return null;
    budget.calls += 1;
    const pages = ctx.circleci.paginate(
      ctx.circleci.workflows.listJobs,
      { path: { id } },
      { limit: 1_000, ...options },
    );
    const jobs = [];
    for await (const job of pages) jobs.push(job);
    for (const one of successes(jobs)) names.add(one);
  }
  return names;
}

function successes(jobs: readonly { readonly name: string; readonly status: string }[]): Set<string> {
  return new Set(jobs.filter(({ status }) => status === 'success').map(({ name }) => name));
}
