import { deliverFailure } from '../failures/deliver.ts';
import type { Job } from './job.ts';

/** Makes the thread of one card say why a workflow failed. */
export const deliverFailureJob: Job<'deliver-failure'> = {
  name: 'deliver-failure',
  concurrency: 2,
  run: deliverFailure,
};
