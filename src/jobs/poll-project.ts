import { pollProject } from '../runs/poll.ts';
import type { Job } from './job.ts';

/** Looks at a subscribed project for what no webhook tells: holds, and pipelines that were never heard of. */
export const pollProjectJob: Job<'poll-project'> = {
  name: 'poll-project',
  concurrency: 2,
  run: pollProject,
};
