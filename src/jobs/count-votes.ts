import { countLeftVotes } from '../approvals/count-votes.ts';
import type { Job } from './job.ts';

export const countVotesJob: Job<'count-votes'> = {
  name: 'count-votes',
  concurrency: 1,
  run: (ctx, hold) => countLeftVotes(ctx, hold),
};
