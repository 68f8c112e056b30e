import { isWorkflowFinished, type Job, type Person, type Workflow } from '../model.ts';
import type { Engine } from './engine.ts';
import { startWorkflow } from './start-workflow.ts';

/** Source: CircleCI docs, workflow reruns: 100 per workflow. */
const MOST_RERUNS = 100;

export interface RerunRequest {
  readonly fromFailed: boolean;
  /** Job ids, when only some jobs are to be run again. */
  readonly jobs: readonly string[] | undefined;
  /** The chosen jobs can be reached over SSH while they run again. */
  readonly enableSsh?: boolean;
}

/**
 * Starts a new workflow in the same pipeline. From failed, and for chosen jobs, what had succeeded and does
 * not depend on a job that runs again is taken over with its id and number.
 * @returns the new workflow, or what is wrong
 */
export function rerun(
  engine: Engine,
  workflow: Workflow,
  by: Person,
  request: RerunRequest,
): Workflow | { readonly problem: string } {
  if (workflow.status === 'not_run') return { problem: 'The workflow did not run.' };
  if (!isWorkflowFinished(workflow)) return { problem: 'The workflow has not ended yet.' };
  if (workflow.reruns >= MOST_RERUNS) return { problem: `A workflow can be rerun ${MOST_RERUNS} times.` };
  const again = namesToRun(workflow, request);
  if (!Array.isArray(again)) return again;
  workflow.reruns += 1;
  const reused = new Map(
    workflow.jobs.filter((job) => !again.includes(job.plan.name)).map((job) => [job.plan.name, job]),
  );
  const next = startWorkflow(engine, {
    pipeline: workflow.pipeline,
    plan: workflow.plan,
    startedBy: by,
    reused,
    sshJobs: request.enableSsh === true ? chosenNames(workflow, request) : [],
  });
  next.reruns = workflow.reruns;
  return next;
}

function chosenNames(workflow: Workflow, { jobs = [] }: RerunRequest): string[] {
  return workflow.jobs.filter((job) => jobs.includes(job.id)).map((job) => job.plan.name);
}

function namesToRun(workflow: Workflow, request: RerunRequest): string[] | { readonly problem: string } {
  const names = (jobs: readonly Job[]) => jobs.map((job) => job.plan.name);
  if (request.fromFailed) {
    const failed = workflow.jobs.filter((job) => job.status !== 'success');
    return failed.length > 0 ? names(failed) : { problem: 'The workflow has no failed job to rerun from.' };
  }
  if (request.jobs === undefined) return names(workflow.jobs);
  const chosen = workflow.jobs.filter((job) => request.jobs?.includes(job.id));
  if (chosen.length !== new Set(request.jobs).size)
    return { problem: 'Some of the jobs are not in the workflow.' };
  return withDependants(workflow, names(chosen));
}

function withDependants(workflow: Workflow, chosen: readonly string[]): string[] {
  const again = new Set(chosen);
  let before = 0;
  while (again.size !== before) {
    before = again.size;
    for (const job of workflow.jobs) {
      if (job.status !== 'success' || job.plan.requires.some((name) => again.has(name)))
        again.add(job.plan.name);
    }
  }
  return [...again];
}
