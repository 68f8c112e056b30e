import { CircleCIError, collect, paginate } from '../api/index.ts';
import type { Context } from '../context.ts';
import { wildcardsIn } from '../domain/glob.ts';
import { FINISHED_STATUSES, isFinished } from '../domain/status.ts';
import type { RunningWorkflow } from '../domain/stop.ts';
import { covers } from '../locks/covers.ts';
import { type ApiWorkflow, pipelineOfApi } from '../pipelines/from-api.ts';
import { inParallel } from './in-parallel.ts';

export interface StopScope {
  readonly project: string;
  /** A branch or a glob of branches; null for the whole project. */
  readonly branch: string | null;
}

export interface Running {
  /** Newest pipeline first. */
  readonly workflows: readonly RunningWorkflow[];
  /** How many pipelines were looked into. */
  readonly lookedAt: number;
  /** True when CircleCI has older ones that were not. */
  readonly more: boolean;
  /** True when a pipeline was made just now and has no workflow yet. */
  readonly expecting: boolean;
}

/** Of the newest; older ones that the bot knows to go on come on top. */
const NEWEST_PIPELINES = 100;
const KNOWN_PIPELINES = 200;
const WORKFLOWS_OF_ONE = 200;
const AT_ONCE = 6;
/** CircleCI makes the workflows of a pipeline within seconds; one without any for longer will have none. */
const MAKES_WORKFLOWS_WITHIN_MS = 30_000;
/** As long as a pipeline whose setup workflow succeeded is read again, see `runs/look-again.ts`. */
const CONTINUES_WITHIN_MS = 5 * 60_000;

type RunningContext = Pick<Context, 'circleci' | 'db' | 'now'>;
type Place = Pick<RunningWorkflow, 'pipelineId' | 'pipelineNumber' | 'branch' | 'tag'> & {
  readonly createdAt: string;
  readonly state: string;
};

/**
 * What runs or waits on a project or branch, asked of CircleCI now.
 *
 * @throws CircleCIError when the list of pipelines, or the workflows of one, cannot be read
 */
export async function runningOn(ctx: RunningContext, scope: StopScope): Promise<Running> {
  const { pipelines, more } = await newestPipelines(ctx, scope);
  const listed = new Set(pipelines.map(({ pipelineId }) => pipelineId));
  const known = (await knownToRun(ctx, scope)).filter(({ pipelineId }) => !listed.has(pipelineId));
  const all = [...pipelines, ...known];
  const read = await inParallel(all, AT_ONCE, (pipeline) => workflowsOf(ctx, pipeline));
  return {
    workflows: read.flatMap(({ running }) => running),
    lookedAt: all.length,
    more,
    expecting: read.some(({ expecting }) => expecting),
  };
}

async function newestPipelines(
  { circleci, now }: RunningContext,
  scope: StopScope,
): Promise<{ readonly pipelines: readonly Place[]; readonly more: boolean }> {
  const { project, branch } = scope;
  const isPlain = branch !== null && wildcardsIn(branch) === 0;
  const input = { path: { 'project-slug': project }, query: isPlain ? { branch } : {} };
  const options = { limit: NEWEST_PIPELINES, priority: 'interactive' } as const;
  const { items, stoppedAt } = await collect(paginate(circleci.pipelines.listForProject, input, options));
  const observedAt = now().toISOString();
  const pipelines = items
    .map((item) => pipelineOfApi(item, observedAt))
    .filter(({ branch: of, tag }) => covers(scope, { project, branch: of, tag }))
    .map(({ id, number, ...rest }) => ({ ...rest, pipelineId: id, pipelineNumber: number }));
  return { pipelines, more: stoppedAt === 'limit' };
}

/** A hold may wait for months, far behind the newest. */
async function knownToRun({ db }: RunningContext, scope: StopScope): Promise<Place[]> {
  const rows = await db
    .selectFrom('pipelines as p')
    .innerJoin('workflows as w', 'w.pipeline_id', 'p.id')
    .select(['p.id', 'p.number', 'p.branch', 'p.tag', 'p.created_at', 'p.state'])
    .distinct()
    .where('p.project_slug', '=', scope.project)
    .where('w.status', 'not in', FINISHED_STATUSES)
    .orderBy('p.created_at', 'desc')
    .limit(KNOWN_PIPELINES)
    .execute();
  return rows
    .filter(({ branch, tag }) => covers(scope, { project: scope.project, branch, tag }))
    .map(({ id, number, created_at: createdAt, ...rest }) => {
      return { ...rest, pipelineId: id, pipelineNumber: number, createdAt: createdAt.toISOString() };
    });
}

async function workflowsOf(
  { circleci, now }: RunningContext,
  { createdAt, state, ...pipeline }: Place,
): Promise<{ readonly running: readonly RunningWorkflow[]; readonly expecting: boolean }> {
  const input = { path: { 'pipeline-id': pipeline.pipelineId }, query: {} };
  const options = { limit: WORKFLOWS_OF_ONE, priority: 'interactive' } as const;
  try {
    const { items } = await collect(paginate(circleci.pipelines.listWorkflows, input, options));
    const running = items
      .filter(({ status }) => !isFinished(status))
      .map(({ id, name, status }) => ({ ...pipeline, id, name, status }));
    const age = now().getTime() - Date.parse(createdAt);
    const isNew = age < MAKES_WORKFLOWS_WITHIN_MS && state !== 'errored';
    const expecting = items.length === 0 ? isNew : awaitsContinuation(items, now());
    return { running, expecting };
  } catch (error) {
    // Of what CircleCI knows no more, nothing runs.
    if (!(error instanceof CircleCIError) || error.code !== 'not_found') throw error;
    return { running: [], expecting: false };
  }
}

/** The setup workflow has done its work, and what it prepared is yet to come. */
function awaitsContinuation(workflows: readonly ApiWorkflow[], now: Date): boolean {
  return workflows.every(
    ({ tag, status, stopped_at: stoppedAt }) =>
      tag === 'setup' &&
      status === 'success' &&
      now.getTime() - Date.parse(stoppedAt ?? '') < CONTINUES_WITHIN_MS,
  );
}
