import type { Context } from '../context.ts';
import { announceOverdue } from './bulletin-store.ts';

const DAY_MS = 86_400_000;
/** For explanations of why there was no card. */
const KEEP_DAYS = 30;
const KEEP_BUDGETS_DAYS = 2;
/** One statement deletes at most so many, with what was held back for them. */
const BATCH = 200;

/** Deletes what is past its time, some in each round, and has what nobody posts any more posted. */
export async function tidyDigests(ctx: Pick<Context, 'db' | 'queue' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
  await ctx.db.deleteFrom('budgets').where('hour', '<', before(KEEP_BUDGETS_DAYS)).execute();
  await ctx.db
    .deleteFrom('bulletins')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('bulletins')
        .select('id')
        .where('due_at', '<', before(KEEP_DAYS))
        .orderBy('due_at')
        .limit(BATCH),
    )
    .execute();
  await announceOverdue(ctx);
}
