import { gatherFailure } from '../failures/gather.ts';
import type { Job } from './job.ts';

/** Asks CircleCI why a workflow failed. Few at once: each makes some ten calls, and nobody waits for them. */
export const gatherFailureJob: Job<'gather-failure'> = {
  name: 'gather-failure',
  concurrency: 2,
  run: gatherFailure,
};
