import { watchHolds } from '../waiting/watch.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 60;

/** Looks which holds wait and what is due for them, and comes again. */
export const watchHoldsJob: Job<'watch-holds'> = {
  name: 'watch-holds',
  concurrency: 1,
  async run(ctx) {
    let more = false;
    try {
      more = await watchHolds(ctx);
    } finally {
      const again = { key: 'watch-holds', afterSeconds: more ? 0 : EVERY_SECONDS };
      await ctx.queue.add(ctx.db, 'watch-holds', {}, again);
    }
  },
};
