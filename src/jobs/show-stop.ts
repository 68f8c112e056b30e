import { showStop } from '../stops/show.ts';
import type { Job } from './job.ts';

/** Makes the message about an emergency stop true. */
export const showStopJob: Job<'show-stop'> = { name: 'show-stop', concurrency: 2, run: showStop };
