import { warnIdentities } from '../identities/notices.ts';
import { forgetPending } from '../identities/pending.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 3_600;

/** Tells people about their tokens, and comes again. */
export const warnIdentitiesJob: Job<'warn-identities'> = {
  name: 'warn-identities',
  concurrency: 1,
  async run(ctx) {
    try {
      await forgetPending(ctx);
      await warnIdentities(ctx);
    } finally {
      const again = { key: 'warn-identities', afterSeconds: EVERY_SECONDS };
      await ctx.queue.add(ctx.db, 'warn-identities', {}, again);
    }
  },
};
