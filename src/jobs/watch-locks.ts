import { watchLocks } from '../locks/watch.ts';
import type { Job } from './job.ts';

const AFTER_TROUBLE_MS = 60_000;

/** Tells holders that their locks end soon, ends those that are over, and comes again. */
export const watchLocksJob: Job<'watch-locks'> = {
  name: 'watch-locks',
  concurrency: 1,
  async run(ctx) {
    let next = AFTER_TROUBLE_MS;
    try {
      next = await watchLocks(ctx);
    } finally {
      const again = { key: 'watch-locks', afterSeconds: Math.max(1, next / 1000) };
      await ctx.queue.add(ctx.db, 'watch-locks', {}, again);
    }
  },
};
