import type { Context } from '../context.ts';
import type { FailureOrigin, RunOfBranch } from '../domain/failure.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isFailure, isFinished } from '../domain/status.ts';
import { type ApiPipeline, pipelineOfApi } from '../pipelines/from-api.ts';
import { pipelineUrl } from '../pipelines/links.ts';
import { loadRecord } from '../pipelines/load-record.ts';

type OriginContext = Pick<Context, 'circleci' | 'config' | 'db'>;

/** How far back is looked, and how often CircleCI may be asked for it; what the bot has stored costs nothing. */
const MOST_RUNS = 20;
const MOST_CALLS = 10;

/**
 * Goes back over the branch from the run before this one to the last green run of the same workflow.
 *
 * @returns the first failed run after it
 * @throws CircleCIError
 */
export async function findOrigin(
  ctx: OriginContext,
  snapshot: PipelineSnapshot,
  workflow: WorkflowSnapshot,
): Promise<FailureOrigin> {
  if (snapshot.branch === null || snapshot.number === null) return { kind: 'none' };
  const before = await runsBefore(ctx, snapshot, snapshot.branch, snapshot.number);
  let first = runOfSnapshot(snapshot);
  let undecided = 0;
  let searched = 0;
  let calls = 0;
  for (const pipeline of before) {
    const known = await storedVerdict(ctx, pipeline.id, workflow.name);
    if (known === null && ++calls > MOST_CALLS) break;
    const verdict = known ?? (await readVerdict(ctx, pipeline.id, workflow.name));
    searched += 1;
    const run = runOfApi(ctx, pipeline);
    if (verdict === 'green') {
      const isSame = run.revision !== null && run.revision === first.revision;
      return { kind: isSame ? 'same-commit' : 'since', first, green: run, undecided };
    }
    if (verdict === 'red') first = run;
    undecided = verdict === 'red' ? 0 : undecided + 1;
  }
  return { kind: 'no-green', searched };
}

/** Newest first. */
async function runsBefore(
  { circleci }: OriginContext,
  snapshot: PipelineSnapshot,
  branch: string,
  number: number,
): Promise<(ApiPipeline & { readonly number: number })[]> {
  const page = await circleci.pipelines.listForProject(
    { path: { 'project-slug': snapshot.projectSlug }, query: { branch } },
    { priority: 'background' },
  );
  return page.items
    .filter((pipeline) => pipeline.number < number)
    .toSorted((a, b) => b.number - a.number)
    .slice(0, MOST_RUNS);
}

type Verdict = 'green' | 'red' | 'neither';

/** @returns null when what is stored does not tell */
async function storedVerdict(
  { db }: OriginContext,
  pipelineId: string,
  name: string,
): Promise<Verdict | null> {
  const record = await loadRecord(db, pipelineId);
  const attempts = record?.workflows.filter((workflow) => workflow.name === name) ?? [];
  const newest = attempts.at(-1);
  return newest !== undefined && isFinished(newest.status) ? verdictOn(newest.status) : null;
}

async function readVerdict({ circleci }: OriginContext, pipelineId: string, name: string): Promise<Verdict> {
  const page = await circleci.pipelines.listWorkflows(
    { path: { 'pipeline-id': pipelineId } },
    { priority: 'background' },
  );
  const [newest] = page.items
    .filter((workflow) => workflow.name === name)
    .toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  return newest === undefined ? 'neither' : verdictOn(newest.status);
}

/** Who may not run something says nothing of the code. */
function verdictOn(status: string): Verdict {
  if (status === 'success') return 'green';
  return (isFailure(status) && status !== 'unauthorized') || status === 'failing' ? 'red' : 'neither';
}

function runOfSnapshot({ id, number, url, revision, commitSubject }: PipelineSnapshot): RunOfBranch {
  return { pipelineId: id, number, url, revision, subject: commitSubject };
}

function runOfApi({ config }: OriginContext, pipeline: ApiPipeline): RunOfBranch {
  const { id, projectSlug, number, revision, commitSubject } = pipelineOfApi(pipeline, pipeline.created_at);
  const url = pipelineUrl(config.circleci.url, projectSlug, number);
  return { pipelineId: id, number, url, revision, subject: commitSubject };
}
