import type { Job, Workflow } from '../model.ts';
import type { Scheduler } from '../scheduler.ts';
import type { World } from '../world.ts';

/** Something CircleCI tells outbound webhooks about. There is nothing for holds, starts or pipelines. */
export interface Completion {
  readonly type: 'workflow-completed' | 'job-completed';
  readonly workflow: Workflow;
  readonly job: Job | null;
  /** Epoch milliseconds; what the payload says as `workflow.stopped_at`. */
  readonly stoppedAt: number;
  /** Tells several completions of the same workflow apart, as a cancellation sends. */
  readonly sequence: number;
}

/** What the rules of CircleCI work on. */
export interface Engine {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly emit: (completion: Completion) => void;
}

/** Approvals and cancellations are accepted at once and done a little later, in simulated milliseconds. */
export const ACTION_DELAY_MS = 400;
