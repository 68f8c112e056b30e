import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { transact } from '../storage/transact.ts';
import { addSending } from './jobs.ts';
import { MOST_TRIES, mayBeWoken } from './retry.ts';

/** How often Slack is asked while something waits for it: every 4 s for a minute, then every 30 s. */
const QUICK_ROUNDS = 15;
const QUICK_SECONDS = 4;
const SLOW_SECONDS = 30;
/** More at once would only wait for their turns. */
const MOST_AT_ONCE = 500;

/**
 * While messages wait for their next try: asks Slack whether it answers, and when it does has them tried before their
 * time. So an outage ends for the cards when it ends, and not up to an hour later.
 */
export async function wakeDeliveries(
  ctx: Pick<Context, 'db' | 'queue' | 'slack' | 'log' | 'now'>,
  { round }: JobData['wake-deliveries'],
): Promise<void> {
  const failing = await ctx.db
    .selectFrom('outgoing')
    .select(['key', 'data', 'early', 'failed_at'])
    .where('failed_at', 'is not', null)
    .where('tries', '<', MOST_TRIES)
    // What is for a closed channel comes when that is open again, see `catch-up`.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('closed_channels as closed')
            .select('closed.channel_id')
            .whereRef('closed.channel_id', '=', 'outgoing.channel_id')
            .where('closed.open', '=', false),
        ),
      ),
    )
    .orderBy('failed_at')
    .limit(MOST_AT_ONCE)
    .execute();
  if (failing.length === 0) return;
  const ready = failing.filter(({ early, failed_at: failedAt }) =>
    mayBeWoken({ early, failedAt }, ctx.now()),
  );
  if (ready.length > 0 && (await answers(ctx))) {
    await transact(ctx.db, async (tx) => {
      for (const { key, data } of ready.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
        await tx.updateTable('outgoing').set({ woken: true }).where('key', '=', key).execute();
        await addSending(ctx.queue, tx, data);
      }
    });
  }
  const afterSeconds = round < QUICK_ROUNDS ? QUICK_SECONDS : SLOW_SECONDS;
  await ctx.queue.add(
    ctx.db,
    'wake-deliveries',
    { round: round + 1 },
    { key: 'wake-deliveries', afterSeconds },
  );
}

async function answers({ slack, log }: Pick<Context, 'slack' | 'log'>): Promise<boolean> {
  try {
    await slack.authTest();
    return true;
  } catch (error) {
    log.info({ err: error }, 'Slack does not answer yet');
    return false;
  }
}
