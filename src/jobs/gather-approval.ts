import { gatherApproval } from '../approval-detail/gather.ts';
import type { Job } from './job.ts';

/** Asks CircleCI what is behind the holds of a workflow. One at once: it makes some ten calls, and nobody waits for it. */
export const gatherApprovalJob: Job<'gather-approval'> = {
  name: 'gather-approval',
  concurrency: 1,
  run: gatherApproval,
};
