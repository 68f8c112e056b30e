import type { Workflow } from '../model.ts';
import type { Engine } from './engine.ts';
import { addWorkflow, startWorkflow } from './start-workflow.ts';

/**
 * After a setup workflow succeeded: some time later its pipeline has the workflows that were prepared, or errors, or
 * nothing more. Source for the errors: CircleCI's CLI, pull requests 1650 and 1762.
 */
export function continuePipeline(engine: Engine, { pipeline, plan, startedBy }: Workflow): void {
  const { continuation } = plan;
  if (continuation === undefined || pipeline.isContinued) return;
  pipeline.isContinued = true;
  const { afterMs, workflows, notRun = [], errors = [], stateAfter = 'created' } = continuation;
  engine.scheduler.after(afterMs, () => {
    pipeline.state = stateAfter;
    pipeline.errors = [...errors];
    pipeline.updatedAt = Date.now();
    for (const name of notRun) {
      addWorkflow({ pipeline, plan: { name, jobs: [] }, startedBy }, 'not_run');
    }
    for (const next of workflows) startWorkflow(engine, { pipeline, plan: next, startedBy });
  });
}
