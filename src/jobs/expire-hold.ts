import { expireHold } from '../waiting/expire.ts';
import type { Job } from './job.ts';

/** Cancels what has waited longer than a channel wants. */
export const expireHoldJob: Job<'expire-hold'> = {
  name: 'expire-hold',
  concurrency: 2,
  run: expireHold,
};
