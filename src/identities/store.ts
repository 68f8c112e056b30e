import type { Context } from '../context.ts';
import type { Database, Tx } from '../storage/database.ts';
import { CannotOpen, open, type Sealed, seal } from './sealed.ts';

/** A person in Slack, by ids. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
}

/** Somebody's link to CircleCI, without the token. */
export interface Linked extends Person, Sealed {
  readonly host: string;
  readonly circleciId: string;
  readonly login: string;
  readonly linkedAt: Date;
  readonly expiresAt: Date;
  readonly refusedAt: Date | null;
}

/** CircleCI's tokens live at most a year, and `GET /me` does not tell how long. Source: docs, "Managing API tokens". */
const LIFETIME_MS = 365 * 86_400_000;

type StoreContext = Pick<Context, 'db' | 'config' | 'now'>;

export async function findLinked(db: Database | Tx, { teamId, userId }: Person): Promise<Linked | null> {
  const row = await db
    .selectFrom('identities')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    teamId,
    userId,
    host: row.host,
    circleciId: row.circleci_id,
    login: row.circleci_login,
    keyId: row.key_id,
    sealed: row.sealed,
    linkedAt: row.linked_at,
    expiresAt: row.expires_at,
    refusedAt: row.refused_at,
  };
}

/**
 * Keeps a token, encrypted, in the place of any that was there.
 *
 * @returns whoever else in Slack was linked to that CircleCI user: they are not any more
 */
export async function saveLinked(
  { config, now }: Pick<StoreContext, 'config' | 'now'>,
  tx: Tx,
  person: Person,
  me: { readonly id: string; readonly login: string },
  token: string,
): Promise<Person | null> {
  const host = hostOf(config);
  const { keyId, sealed } = seal(config.identities.keys, { ...person, host }, token);
  const before = await tx
    .deleteFrom('identities')
    .where('host', '=', host)
    .where('circleci_id', '=', me.id)
    .returning(['team_id', 'user_id'])
    .execute();
  const values = {
    host,
    circleci_id: me.id,
    circleci_login: me.login,
    key_id: keyId,
    sealed,
    linked_at: now(),
    expires_at: new Date(now().getTime() + LIFETIME_MS),
    warned_at: null,
    refused_at: null,
    refusal_told_at: null,
  };
  await tx
    .insertInto('identities')
    .values({ team_id: person.teamId, user_id: person.userId, ...values })
    .onConflict((conflict) => conflict.columns(['team_id', 'user_id']).doUpdateSet(values))
    .execute();
  const other = before.find((row) => row.team_id !== person.teamId || row.user_id !== person.userId);
  return other === undefined ? null : { teamId: other.team_id, userId: other.user_id };
}

/** @returns whose link was removed, or null when there was none */
export async function removeLinked(tx: Tx, { teamId, userId }: Person): Promise<{ login: string } | null> {
  const removed = await tx
    .deleteFrom('identities')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .returning('circleci_login as login')
    .executeTakeFirst();
  return removed ?? null;
}

/**
 * @returns the token; it goes into the next call of CircleCI and nowhere else. One that was encrypted with an older
 *   key is encrypted anew with the first.
 * @throws CannotOpen; then nothing is changed
 */
export async function openToken({ db, config }: StoreContext, linked: Linked): Promise<string> {
  const { keys } = config.identities;
  if (linked.host !== hostOf(config)) throw new CannotOpen('wrong-key', linked.keyId);
  const token = open(keys, linked, linked);
  if (keys[0] !== undefined && keys[0].id !== linked.keyId) {
    const { keyId, sealed } = seal(keys, linked, token);
    await db
      .updateTable('identities')
      .set({ key_id: keyId, sealed })
      .where('team_id', '=', linked.teamId)
      .where('user_id', '=', linked.userId)
      .where('sealed', '=', linked.sealed)
      .execute();
  }
  return token;
}

export function hostOf(config: StoreContext['config']): string {
  return new URL(config.circleci.url).host;
}
