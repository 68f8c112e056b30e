import { cardsFollowAnew } from '../notifications/follow-anew.ts';
import { findPeopleOf } from '../people/find-people.ts';
import type { Job } from './job.ts';

/** Finds out who made a commit, and then looks again who wants to see the pipeline. */
export const findPeopleJob: Job<'find-people'> = {
  name: 'find-people',
  concurrency: 1,
  run: (ctx, data) => findPeopleOf(ctx, data, () => cardsFollowAnew(ctx, data.pipelineId)),
};
