import { catchUp } from '../notifications/catch-up.ts';
import type { Job } from './job.ts';

/** Brings a channel up to date that can be written to again. */
export const catchUpJob: Job<'catch-up'> = {
  name: 'catch-up',
  concurrency: 1,
  run: catchUp,
};
