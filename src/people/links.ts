import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Database } from '../storage/database.ts';
import { askSlackFor } from './ask-slack.ts';

/** What a person says of themselves: this login, or this address, is mine. */

export const MOST_LINKS = 20;

export interface PersonLink {
  readonly identity: string;
  readonly source: 'file' | 'link';
  /** False: nobody but the person says so. */
  readonly proven: boolean;
}

/** `by` is a Slack user id. */
export type Linked =
  | { readonly kind: 'linked'; readonly proven: boolean }
  | { readonly kind: 'taken' | 'taken-by-file' | 'address-of'; readonly by: string }
  | { readonly kind: 'too-many'; readonly max: number };

/** @returns the e-mail addresses of commits that Slack has said are this person's, so far as they were met */
export async function slackAddressesOf(db: Database, userId: string): Promise<PersonLink[]> {
  const rows = await db
    .selectFrom('people_emails')
    .select('email')
    .where('slack_user_id', '=', userId)
    .orderBy('email')
    .limit(MOST_LINKS)
    .execute();
  return rows.map(({ email }) => ({ identity: email, source: 'link', proven: true }));
}

type LinkContext = Pick<Context, 'db' | 'slack' | 'log' | 'now'>;

/**
 * Links an identity to the person who asks, never to anyone else. An e-mail address that Slack has for that very
 * person is proof; everything else is their own word. Proof takes the place of somebody else's mere word.
 *
 * @param identity see {@link identityKey}
 * @throws SlackError when Slack cannot be asked whose an address is
 */
export async function linkIdentity(
  ctx: LinkContext,
  { userId }: Pick<Actor, 'userId'>,
  identity: string,
): Promise<Linked> {
  const owner = identity.includes('@') ? await askSlackFor(ctx, identity) : null;
  if (owner !== null && owner !== userId) return { kind: 'address-of', by: owner };
  const proven = owner === userId;
  const file = await holderOf(ctx.db, 'file', identity);
  if (file !== null && file !== userId) return { kind: 'taken-by-file', by: file };
  const own = await linksOf(ctx.db, userId);
  if (own.filter(({ source }) => source === 'link').length >= MOST_LINKS)
    return { kind: 'too-many', max: MOST_LINKS };
  await ctx.db
    .insertInto('people_links')
    .values({ source: 'link', identity, slack_user_id: userId, proven, linked_at: ctx.now() })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'identity'])
        .doUpdateSet({ slack_user_id: userId, proven, linked_at: ctx.now() })
        .where((eb) =>
          eb.or([
            eb('people_links.slack_user_id', '=', userId),
            eb.and([eb.val(proven), eb('people_links.proven', '=', false)]),
          ]),
        ),
    )
    .execute();
  // Whoever came first in the same moment has it.
  const holder = await holderOf(ctx.db, 'link', identity);
  return holder === null || holder === userId ? { kind: 'linked', proven } : { kind: 'taken', by: holder };
}

/** @param identity null for all of the person's own links @returns how many were removed */
export async function unlinkIdentity(
  { db }: Pick<Context, 'db'>,
  { userId }: Pick<Actor, 'userId'>,
  identity: string | null,
): Promise<number> {
  let removal = db
    .deleteFrom('people_links')
    .where('source', '=', 'link')
    .where('slack_user_id', '=', userId);
  if (identity !== null) removal = removal.where('identity', '=', identity);
  return (await removal.returning('identity').execute()).length;
}

/** @returns what the operator's file and the person said of them, in a stable order */
export async function linksOf(db: Database, userId: string): Promise<PersonLink[]> {
  const rows = await db
    .selectFrom('people_links')
    .select(['source', 'identity', 'proven'])
    .where('slack_user_id', '=', userId)
    .orderBy('source')
    .orderBy('identity')
    .execute();
  return rows.map(({ source, identity, proven }) => ({ source, identity, proven }));
}

async function holderOf(db: Database, source: 'file' | 'link', identity: string): Promise<string | null> {
  const row = await db
    .selectFrom('people_links')
    .select('slack_user_id')
    .where('source', '=', source)
    .where('identity', '=', identity)
    .executeTakeFirst();
  return row?.slack_user_id ?? null;
}
