import type { Context } from '../context.ts';
import { forgetDelegations } from '../policy/delegations.ts';
import { emailKey } from './identity-key.ts';

/** What Slack says of a person whose profile changed. */
export interface ChangedUser {
  readonly userId: string;
  /** True when they left the workspace. */
  readonly isGone: boolean;
  /** Null when Slack does not tell the app. */
  readonly email: string | null;
}

/**
 * Forgets whoever left, with their links and what the bot remembers of their address; of others, addresses that they
 * have no more. The operator's file is the operator's: who is in it stays until it is changed. Twice is once.
 */
export async function userChanged(
  { db, log, now }: Pick<Context, 'db' | 'log' | 'now'>,
  { userId, isGone, email }: ChangedUser,
): Promise<void> {
  const addresses = db.deleteFrom('people_emails').where('slack_user_id', '=', userId);
  if (!isGone) {
    const current = emailKey(email);
    if (current !== null) await addresses.where('email', '!=', current).execute();
    return;
  }
  await addresses.execute();
  await forgetDelegations({ db, now }, userId);
  const links = await db
    .deleteFrom('people_links')
    .where('source', '=', 'link')
    .where('slack_user_id', '=', userId)
    .returning('identity')
    .execute();
  log.info({ user: userId, links: links.length }, 'someone left Slack, and their links are forgotten');
}

/** An answer is not good for longer than some days, see `who.ts`. */
const KEEP_DAYS = 14;

/** Deletes answers of Slack's that are past their time. */
export async function forgetOldAnswers({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const oldest = new Date(now().getTime() - KEEP_DAYS * 86_400_000);
  await db.deleteFrom('people_emails').where('looked_up_at', '<', oldest).execute();
}
