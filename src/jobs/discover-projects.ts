import { discoverProjects } from '../runs/discover-projects.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 3_600;

/** Learns which projects there are, and comes again: a form's typeahead answers from what is known. */
export const discoverProjectsJob: Job<'discover-projects'> = {
  name: 'discover-projects',
  concurrency: 1,
  async run(ctx) {
    try {
      await discoverProjects(ctx, 'background');
    } catch (error) {
      // The next round is its own retry; until then projects are learnt as they are used.
      ctx.log.warn({ err: error }, 'the projects could not be listed');
    }
    const again = { key: 'discover-projects', afterSeconds: EVERY_SECONDS };
    await ctx.queue.add(ctx.db, 'discover-projects', {}, again);
  },
};
