import { showLock } from '../locks/show.ts';
import type { Job } from './job.ts';

/** Has the cards that wait for someone show a lock that began or ended. */
export const showLockJob: Job<'show-lock'> = { name: 'show-lock', concurrency: 1, run: showLock };
