import { deliverBulletin } from '../digests/deliver.ts';
import type { Job } from './job.ts';

/** Posts a digest, or the notice that a budget is used up. */
export const postBulletinJob: Job<'post-bulletin'> = {
  name: 'post-bulletin',
  concurrency: 2,
  run: deliverBulletin,
};
