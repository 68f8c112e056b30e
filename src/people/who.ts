import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { NO_IDENTITIES } from '../domain/pipeline-identities.ts';
import type { Database, Tx } from '../storage/database.ts';
import { emailKey, isNoreply, loginKey, loginOfNoreply } from './identity-key.ts';

/** Who in Slack had a hand in a pipeline, as far as is known. */
export interface PipelinePeople {
  /** Who made the commit. */
  readonly author: string | null;
  /** Who started the pipeline, in Slack or elsewhere. */
  readonly starter: string | null;
  /** The commit's e-mail address, when nobody is known by it and Slack was not asked lately. */
  readonly unasked: string | null;
}

/** What Slack answered is good for as long. Nobody may have come to be somebody by the next day. */
export const KNOWN_DAYS = 7;
export const UNKNOWN_DAYS = 1;

/**
 * Whom the pipeline's logins and e-mail address belong to in Slack: what the operator's file says comes first, then
 * what people said of themselves, then whom Slack has under the address. Never by a name. Asks only the database.
 */
export async function peopleOf(
  db: Database | Tx,
  snapshot: Pick<PipelineSnapshot, 'identities' | 'startedBySlackUser'>,
  now: Date,
): Promise<PipelinePeople> {
  const { authorEmail, authorLogin, actorLogin } = snapshot.identities ?? NO_IDENTITIES;
  const email = emailKey(authorEmail);
  const actor = loginKey(actorLogin);
  const author = [email, email === null ? null : loginOfNoreply(email), loginKey(authorLogin)];
  const linked = await linkedTo(db, [...author, actor]);
  const starter = snapshot.startedBySlackUser ?? linked([actor]);
  const known = linked(author);
  if (known !== null || email === null || isNoreply(email)) return { author: known, starter, unasked: null };
  const asked = await askedFor(db, email, now);
  return { author: asked?.userId ?? null, starter, unasked: asked === null ? email : null };
}

/** @returns everyone who had a hand in it, each once */
export function handsOf({ author, starter }: PipelinePeople): readonly string[] {
  return [...new Set([author, starter])].filter((user) => user !== null);
}

/** @returns how to look up whose the first known of several identities is, the file's before the people's own */
async function linkedTo(
  db: Database | Tx,
  identities: readonly (string | null)[],
): Promise<(wanted: readonly (string | null)[]) => string | null> {
  const keys = identities.filter((key) => key !== null);
  if (keys.length === 0) return () => null;
  const rows = await db
    .selectFrom('people_links')
    .select(['source', 'identity', 'slack_user_id'])
    .where('identity', 'in', keys)
    .execute();
  const find = (source: string, wanted: readonly (string | null)[]) =>
    wanted
      .map((key) => rows.find((row) => row.source === source && row.identity === key))
      .find((row) => row !== undefined)?.slack_user_id ?? null;
  return (wanted) => find('file', wanted) ?? find('link', wanted);
}

/** @returns what Slack answered lately, null when it was not asked */
async function askedFor(
  db: Database | Tx,
  email: string,
  now: Date,
): Promise<{ readonly userId: string | null } | null> {
  const row = await db.selectFrom('people_emails').selectAll().where('email', '=', email).executeTakeFirst();
  if (row === undefined) return null;
  const days = row.slack_user_id === null ? UNKNOWN_DAYS : KNOWN_DAYS;
  const isFresh = now.getTime() - row.looked_up_at.getTime() < days * 86_400_000;
  return isFresh ? { userId: row.slack_user_id } : null;
}
