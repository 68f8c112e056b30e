import type { Context } from '../context.ts';
import { SlackError } from '../slack/slack-error.ts';
import type { Database } from '../storage/database.ts';

type AskContext = Pick<Context, 'db' | 'slack' | 'log' | 'now'>;

/**
 * Asks Slack who has an e-mail address, and remembers the answer, that nobody has it as well. Call it outside of
 * transactions. Where the app may not ask (scope `users:read.email`) nobody has it.
 *
 * @returns the Slack user's id, null when nobody has the address
 * @throws SlackError when Slack could not be reached or has had enough; nothing is remembered then
 */
export async function askSlackFor(ctx: AskContext, email: string): Promise<string | null> {
  const found = await ctx.slack.userByEmail(email).catch((error: unknown) => notFound(error));
  if (found === 'turned-off') {
    ctx.log.warn('people are not found by e-mail: the Slack app lacks the scope users:read.email');
  }
  const userId = found === 'off' || found === 'turned-off' ? null : found;
  await remember(ctx.db, email, userId, ctx.now());
  return userId;
}

/** What Slack refuses for an address is no answer that gets better by asking again. */
function notFound(error: unknown): null {
  if (error instanceof SlackError && error.code === 'refused') return null;
  throw error;
}

async function remember(db: Database, email: string, userId: string | null, now: Date): Promise<void> {
  const answer = { slack_user_id: userId, looked_up_at: now };
  await db
    .insertInto('people_emails')
    .values({ email, ...answer })
    .onConflict((conflict) => conflict.column('email').doUpdateSet(answer))
    .execute();
}
