import { logHead } from '../audit/log-head.ts';
import { tidyDigests } from '../digests/forget.ts';
import { forgetOldRequests } from '../gate/replay.ts';
import { forgetForms } from '../launch/forms.ts';
import { forgetShown } from '../launch/shown-forms.ts';
import { forgetOldAnswers } from '../people/forget.ts';
import { forgetDelegations } from '../policy/delegations.ts';
import { keepLooking } from '../runs/poll-store.ts';
import { forgetOldDeliveries } from '../sending/tidy.ts';
import { forgetOldLinks } from '../unfurls/store.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 600;

/** Deletes what is past its time within minutes, makes lost appointments anew, and comes again. */
export const tidyJob: Job<'tidy'> = {
  name: 'tidy',
  concurrency: 1,
  async run(ctx) {
    try {
      await forgetOldRequests(ctx);
      await logHead(ctx);
      await forgetOldAnswers(ctx);
      await forgetDelegations(ctx, null);
      await forgetForms(ctx);
      await forgetShown(ctx);
      const lost = await keepLooking(ctx);
      if (lost > 0)
        ctx.log.warn({ projects: lost }, 'projects had no appointment for a look and have one now');
      await forgetOldDeliveries(ctx);
      await tidyDigests(ctx);
      await forgetOldLinks(ctx);
    } finally {
      await ctx.queue.add(ctx.db, 'tidy', {}, { key: 'tidy', afterSeconds: EVERY_SECONDS });
    }
  },
};
