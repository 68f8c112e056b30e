import { mayUseContexts } from '../contexts.ts';
import { isJobFinished, isWorkflowFinished, type Job, type JobStatus, type Workflow } from '../model.ts';
import type { JobResult } from '../scenarios/plan.ts';
import type { Engine } from './engine.ts';
import { statusFromJobs } from './workflow-status.ts';

/** Starts every job whose needs are met, then sets the workflow's status and tells of its end. */
export function advance(engine: Engine, workflow: Workflow): void {
  for (const job of workflow.jobs) {
    if (job.status === 'blocked' && needsAreMet(job)) begin(engine, job);
  }
  if (isWorkflowFinished(workflow)) return;
  workflow.status = statusFromJobs(workflow.jobs);
  if (!isWorkflowFinished(workflow)) return;
  workflow.stoppedAt = Date.now();
  engine.emit({
    type: 'workflow-completed',
    workflow,
    job: null,
    stoppedAt: workflow.stoppedAt,
    sequence: 0,
  });
}

function needsAreMet(job: Job): boolean {
  return job.plan.requires.every(
    (name) => job.workflow.jobs.find((other) => other.plan.name === name)?.status === 'success',
  );
}

function begin(engine: Engine, job: Job): void {
  const now = Date.now();
  job.number = job.workflow.pipeline.project.nextJobNumber++;
  if (job.plan.type === 'approval') {
    job.status = 'on_hold';
    job.startedAt = now;
    return;
  }
  job.queuedAt = now;
  job.status = 'queued';
  if (resultOf(job) === 'unauthorized' || !mayUseContexts(engine.world.contexts, job)) {
    // No executor ever starts: the job ends in the state CircleCI checks the context's rules in.
    job.takeBack = engine.scheduler.after(job.plan.queueMs, () => finish(engine, job, 'unauthorized'));
    return;
  }
  job.takeBack = engine.scheduler.after(job.plan.queueMs, () => run(engine, job));
}

function run(engine: Engine, job: Job): void {
  job.status = 'running';
  job.startedAt = Date.now();
  job.takeBack = engine.scheduler.after(job.plan.runMs, () => finish(engine, job, resultOf(job)));
}

function resultOf(job: Job): JobResult {
  const { pipeline, plan } = job.workflow;
  // "Pipeline is not in setup state." Source: CircleCI's continuation orb, issues 12 and 51.
  if (plan.continuation !== undefined && pipeline.isContinued) return 'failed';
  const { results } = job.plan;
  return results[Math.min(job.workflow.attempt, results.length) - 1] ?? 'success';
}

/** Ends a job, tells of it (not of approval jobs, nor of what never left `blocked`) and lets the workflow go on. */
export function finish(engine: Engine, job: Job, status: JobStatus): void {
  if (isJobFinished(job)) return;
  job.takeBack();
  job.status = status;
  job.stoppedAt = Date.now();
  if (job.plan.type === 'build' && job.number !== null) {
    engine.emit({
      type: 'job-completed',
      workflow: job.workflow,
      job,
      stoppedAt: job.stoppedAt,
      sequence: 0,
    });
  }
  advance(engine, job.workflow);
}
