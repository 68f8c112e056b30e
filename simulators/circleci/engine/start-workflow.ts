import { randomUUID } from 'node:crypto';
import type { Job, Person, Pipeline, Workflow } from '../model.ts';
import type { JobPlan, WorkflowPlan } from '../scenarios/plan.ts';
import { advance } from './advance.ts';
import type { Engine } from './engine.ts';

export interface WorkflowStart {
  readonly pipeline: Pipeline;
  readonly plan: WorkflowPlan;
  readonly startedBy: Person;
  /** Jobs of an earlier run that are taken over as they ended, by name. */
  readonly reused?: ReadonlyMap<string, Job>;
  /** Jobs that are to be reachable over SSH, by name. */
  readonly sshJobs?: readonly string[];
}

/** Adds a workflow to the pipeline and starts every job that needs nothing. */
export function startWorkflow(engine: Engine, start: WorkflowStart): Workflow {
  const workflow = addWorkflow(start, 'running');
  for (const jobPlan of start.plan.jobs) {
    const reused = start.reused?.get(jobPlan.name);
    workflow.jobs.push(reused === undefined ? newJob(workflow, jobPlan) : { ...reused, workflow });
  }
  advance(engine, workflow);
  return workflow;
}

/** Adds a workflow without any job. */
export function addWorkflow(start: WorkflowStart, status: 'running' | 'not_run'): Workflow {
  const { pipeline, plan } = start;
  const now = Date.now();
  const workflow: Workflow = {
    id: randomUUID(),
    name: plan.name,
    plan,
    pipeline,
    attempt: pipeline.workflows.filter((other) => other.plan === plan).length + 1,
    createdAt: now,
    startedBy: start.startedBy,
    jobs: [],
    status,
    stoppedAt: status === 'not_run' ? now : null,
    canceledBy: null,
    reruns: 0,
    sshJobs: start.sshJobs ?? [],
  };
  pipeline.workflows.push(workflow);
  pipeline.updatedAt = now;
  return workflow;
}

function newJob(workflow: Workflow, plan: JobPlan): Job {
  return {
    id: randomUUID(),
    plan,
    workflow,
    number: null,
    status: 'blocked',
    queuedAt: null,
    startedAt: null,
    stoppedAt: null,
    approvedBy: null,
    canceledBy: null,
    takeBack: () => undefined,
  };
}
