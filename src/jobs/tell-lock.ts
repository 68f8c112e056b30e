import { tellLock } from '../locks/tell.ts';
import type { Job } from './job.ts';

/** Tells one person, or a channel, what happened to a lock. */
export const tellLockJob: Job<'tell-lock'> = { name: 'tell-lock', concurrency: 2, run: tellLock };
