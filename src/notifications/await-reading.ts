import type { Context } from '../context.ts';
import type { Outgoing } from '../sending/outgoing.ts';

/** Less than what counts as late. */
const PATIENCE_MS = 45_000;

/**
 * In a burst readings of CircleCI queue up. A card shown before its pipeline's reading would be changed right after it,
 * and changes are what Slack allows least of, some 50 a minute in a whole workspace. So it waits, for as long as what it
 * owes is not old; the reading has the card follow when it is done, and where it never is, the card goes without.
 * With nothing queued up a reading is begun at once, and no card waits for it.
 *
 * @returns milliseconds; 0 when it need not wait
 */
export async function waitForReading(
  { queue }: Pick<Context, 'queue'>,
  pipelineId: string,
  { owedSince, owedFor, urgent }: Outgoing,
): Promise<number> {
  if (owedSince === null || urgent) return 0;
  const left = Math.min(PATIENCE_MS, PATIENCE_MS - owedFor);
  return left > 0 && (await queue.isDue('sync-pipeline', pipelineId)) ? left : 0;
}
