import { deliverNotice } from '../notices/deliver.ts';
import type { Job } from './job.ts';

/** Tells an edge, or mentions someone, in the thread of one card. */
export const deliverNoticeJob: Job<'deliver-notice'> = {
  name: 'deliver-notice',
  concurrency: 2,
  run: deliverNotice,
};
