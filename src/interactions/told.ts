import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { explainTrouble } from '../gate/trouble.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';

/**
 * Runs something a person asked for. What it throws is logged, and becomes an answer with the same reference.
 *
 * @param what for the log: `a click failed`
 */
export async function told(
  ctx: Pick<Context, 'log' | 'stopping'>,
  { teamId, userId, locale }: Actor,
  what: string,
  work: () => Promise<PrivateAnswer | undefined>,
): Promise<PrivateAnswer | undefined> {
  try {
    return await work();
  } catch (error) {
    return { text: explainTrouble(ctx, error, what, { user: `${teamId}:${userId}`, locale }) };
  }
}
