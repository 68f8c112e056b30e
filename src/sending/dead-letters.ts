import type { Context } from '../context.ts';
import { transact } from '../storage/transact.ts';
import { startAnew } from './outgoing.ts';

/**
 * Has dead letters done again, as if they had never been tried. Twice is once: a letter is taken by one who asks, and
 * a card that Slack shows rightly is not sent.
 *
 * @param ids which; null for all, at most 500
 * @returns how many are on their way
 */
export async function resendDeadLetters(
  { db, queue }: Pick<Context, 'db' | 'queue'>,
  ids: readonly string[] | null,
): Promise<number> {
  return transact(db, async (tx) => {
    const letters = await queue.takeDeadLetters(tx, ids);
    for (const { job, data, key } of letters) {
      if (key !== null) await startAnew(tx, { name: job, key });
      await queue.add(tx, job, data, key === null ? {} : { key });
    }
    return letters.length;
  });
}
