import type { Job, Person } from '../model.ts';
import { finish } from './advance.ts';
import { ACTION_DELAY_MS, type Engine } from './engine.ts';

/**
 * Approves a job that is on hold. Two people at once: both are accepted, the first is recorded.
 * @returns what is wrong, or null when it was accepted
 */
export function approve(engine: Engine, job: Job, by: Person): string | null {
  if (job.plan.type !== 'approval') return 'The job is not an approval job.';
  if (job.status !== 'on_hold') return `The approval job is not on hold: its status is ${job.status}.`;
  engine.scheduler.after(ACTION_DELAY_MS, () => {
    if (job.status !== 'on_hold') return;
    job.approvedBy = by;
    finish(engine, job, 'success');
  });
  return null;
}
