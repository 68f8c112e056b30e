import { sql } from 'kysely';
import { logHead } from '../audit/log-head.ts';
import { forgetOldRequests } from '../gate/replay.ts';
import { forgetOldDeliveries } from '../sending/tidy.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 600;
/** A repeated delivery does nothing for as long as its first one is kept. CircleCI's retries end long before. */
const KEEP_DELIVERIES_DAYS = 30;

/** Deletes what is past its time, and comes again. */
export const tidyJob: Job<'tidy'> = {
  name: 'tidy',
  concurrency: 1,
  async run(ctx) {
    try {
      await forgetOldRequests(ctx);
      await logHead(ctx);
      await forgetOldDeliveries(ctx);
      await ctx.db
        .deleteFrom('inbox')
        .where('processed_at', '<', sql<Date>`now() - make_interval(days => ${KEEP_DELIVERIES_DAYS})`)
        .execute();
    } finally {
      await ctx.queue.add(ctx.db, 'tidy', {}, { key: 'tidy', afterSeconds: EVERY_SECONDS });
    }
  },
};
