import { isJobFinished, isWorkflowFinished, type Job, type Person, type Workflow } from '../model.ts';
import { finish } from './advance.ts';
import { ACTION_DELAY_MS, type Engine } from './engine.ts';

/** Between the webhooks of one cancellation, in simulated milliseconds. */
const SPREAD_MS = 250;

/** Accepts the cancellation; nothing happens to a workflow that has ended by then. */
export function cancelWorkflow(engine: Engine, workflow: Workflow, by: Person): void {
  engine.scheduler.after(ACTION_DELAY_MS, () => {
    if (!isWorkflowFinished(workflow)) stopEverything(engine, workflow, by);
  });
}

function stopEverything(engine: Engine, workflow: Workflow, by: Person): void {
  const now = Date.now();
  const active = workflow.jobs.filter((job) => job.status === 'running' || job.status === 'queued');
  workflow.status = 'canceled';
  workflow.canceledBy = by;
  workflow.stoppedAt = now;
  for (const job of workflow.jobs) {
    if (isJobFinished(job)) continue;
    job.takeBack();
    job.status = 'canceled';
    job.canceledBy = by;
    job.stoppedAt = now;
  }
  tellOfCancellation(engine, workflow, active);
}

/**
 * N jobs that ran make N+1 workflow-completed events: the first claims that the workflow stopped when it
 * was created, each later one a longer duration. Source: CircleCI's feature request board,
 * "Optimized outbound webhook behavior for workflow cancellations".
 */
function tellOfCancellation(engine: Engine, workflow: Workflow, active: readonly Job[]): void {
  const stoppedAt = active.length > 0 ? workflow.createdAt : Date.now();
  engine.emit({ type: 'workflow-completed', workflow, job: null, stoppedAt, sequence: 0 });
  for (const [index, job] of active.entries()) {
    engine.scheduler.after((index + 1) * SPREAD_MS, () => {
      const at = Date.now();
      engine.emit({ type: 'job-completed', workflow, job, stoppedAt: at, sequence: 0 });
      engine.emit({ type: 'workflow-completed', workflow, job: null, stoppedAt: at, sequence: index + 1 });
    });
  }
}

/** Cancels one job; of an approval job this is how a hold is refused. A finished job stays as it is. */
export function cancelJob(engine: Engine, job: Job, by: Person): void {
  engine.scheduler.after(ACTION_DELAY_MS, () => {
    if (isJobFinished(job)) return;
    job.canceledBy = by;
    finish(engine, job, 'canceled');
  });
}
