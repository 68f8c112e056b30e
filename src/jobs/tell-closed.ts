import { tellClosed } from '../sending/tell-closed.ts';
import type { Job } from './job.ts';

/** Tells a subscriber that a channel cannot be written to. */
export const tellClosedJob: Job<'tell-closed'> = {
  name: 'tell-closed',
  concurrency: 1,
  run: tellClosed,
};
