import { runStop } from '../stops/run-stop.ts';
import type { Job } from './job.ts';

/** One round of an emergency stop. */
export const runStopJob: Job<'run-stop'> = { name: 'run-stop', concurrency: 1, run: runStop };
