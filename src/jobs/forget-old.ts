import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { type ForgetCursor, forgetPipelines } from '../pipelines/forget.ts';
import { deleteInBatches } from '../storage/delete-in-batches.ts';
import type { Job } from './job.ts';

const EVERY_SECONDS = 6 * 3_600;
/** A long way is gone in several goes, between which other work has its turn. */
const MOST_BATCHES = 20;
const GO_ON_SECONDS = 2;
/** A repeated delivery does nothing for as long as its first one is kept. CircleCI's retries end long before. */
const KEEP_DELIVERIES_DAYS = 30;

/** Deletes what is older than `RETENTION_DAYS` and waits for nothing, in small batches, and comes again. */
export const forgetOldJob: Job<'forget-old'> = {
  name: 'forget-old',
  concurrency: 1,
  async run(ctx, { cursor }) {
    const started = cursor === null && (await forgetBesides(ctx));
    const { next, forgotten } = await forgetSome(ctx, cursor);
    if (forgotten > 0) ctx.log.info({ pipelines: forgotten }, 'old pipelines were forgotten');
    const afterSeconds = next === null && !started ? EVERY_SECONDS : GO_ON_SECONDS;
    await ctx.queue.add(ctx.db, 'forget-old', { cursor: next }, { key: 'forget-old', afterSeconds });
  },
};

async function forgetSome(
  ctx: Context,
  from: ForgetCursor | null,
): Promise<{ readonly next: ForgetCursor | null; readonly forgotten: number }> {
  let cursor = from;
  let forgotten = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const round = await forgetPipelines(ctx, ctx.config.retentionDays, cursor);
    forgotten += round.forgotten;
    cursor = round.cursor;
    if (cursor === null) break;
    await turnOfTheLoop();
  }
  return { next: cursor, forgotten };
}

/** @returns true when some of it is left for the next go */
async function forgetBesides({ db, config, now }: Context): Promise<boolean> {
  const before = (days: number) => new Date(now().getTime() - days * 86_400_000);
  const past = before(config.retentionDays);
  const deliveries = before(Math.min(config.retentionDays, KEEP_DELIVERIES_DAYS));
  const results = [
    await deleteInBatches(db, 'inbox', sql<boolean>`processed_at < ${deliveries}`, MOST_BATCHES),
    await deleteInBatches(db, 'locks', sql<boolean>`ended_at < ${past}`, MOST_BATCHES),
    await deleteInBatches(
      db,
      'stops',
      sql<boolean>`asked_at < ${past} and state in ('done', 'off')`,
      MOST_BATCHES,
    ),
    await deleteInBatches(db, 'failure_logs', sql<boolean>`taken_until < ${past}`, MOST_BATCHES),
    await deleteInBatches(
      db,
      'actions',
      sql<boolean>`requested_at < ${past} and state <> 'pending'
        and not exists (select from pipelines p where p.id = actions.pipeline_id)`,
      MOST_BATCHES,
    ),
  ];
  return results.some(({ more }) => more);
}
