import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { troubleText } from '../views/help-trouble.ts';

/**
 * Runs something a person asked for. What it throws is logged, and becomes an answer with the same reference.
 *
 * @param what for the log: `a click failed`
 */
export async function told(
  { log }: Pick<Context, 'log'>,
  { teamId, userId, locale }: Actor,
  what: string,
  work: () => Promise<PrivateAnswer | undefined>,
): Promise<PrivateAnswer | undefined> {
  try {
    return await work();
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log.error({ err: error, reference, user: `${teamId}:${userId}` }, what);
    return { text: troubleText(error, reference, locale) };
  }
}
