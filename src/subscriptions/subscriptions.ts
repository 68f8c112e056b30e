import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { saveProject } from '../pipelines/store.ts';
import type { Database, Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { readRemembered } from './remembered.ts';
import { columnsOf, fromRow } from './row.ts';
import { folderOf, isAbout, isProjectGlob, type Subscription } from './subscription.ts';
import { winners } from './winners.ts';

/**
 * Makes the channel's subscription to a project or to a glob, or changes it, and starts looking for the holds of
 * the projects it is about. The subscription belongs to the channel: it stays when the person who made it leaves.
 *
 * @param change what becomes of the subscription that the channel has already; left out: the filter replaces it
 */
export async function subscribe(
  { db, queue }: Pick<Context, 'db' | 'queue'>,
  actor: Pick<Actor, 'userId'>,
  channelId: string,
  filter: Filter,
  change: (before: Subscription) => Filter = () => filter,
): Promise<Subscription> {
  return transact(db, async (tx) => {
    const before = await tx
      .selectFrom('subscriptions')
      .selectAll()
      .where('channel_id', '=', channelId)
      .where('project', '=', filter.project)
      .where('source', '=', 'command')
      .forUpdate()
      .executeTakeFirst();
    const wanted = before === undefined ? filter : change(fromRow(before));
    const columns = { ...columnsOf(wanted), created_by: actor.userId };
    if (!isProjectGlob(filter.project)) await saveProject(tx, { slug: filter.project, id: null, name: null });
    const row = await tx
      .insertInto('subscriptions')
      .values({ channel_id: channelId, ...columns })
      .onConflict((conflict) => conflict.columns(['channel_id', 'project', 'source']).doUpdateSet(columns))
      .returningAll()
      .executeTakeFirstOrThrow();
    for (const projectSlug of await knownProjects(tx, filter.project)) {
      await queue.add(tx, 'poll-project', { projectSlug }, { key: projectSlug });
    }
    return fromRow(row);
  });
}

/** @returns false when the channel had no subscription of its own to this project or glob; the file's are not touched */
export async function unsubscribe(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  project: string,
): Promise<boolean> {
  const deleted = await db
    .deleteFrom('subscriptions')
    .where('channel_id', '=', channelId)
    .where('project', '=', project)
    .where('source', '=', 'command')
    .returning('id')
    .execute();
  return deleted.length > 0;
}

/** @returns the channel's own subscription to exactly this project or glob; null without one */
export async function ownSubscription(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  project: string,
): Promise<Subscription | null> {
  const row = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('project', '=', project)
    .where('source', '=', 'command')
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** @returns null when the channel has no such subscription (any more) */
export async function subscriptionById(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  id: string,
): Promise<Subscription | null> {
  const own = await listSubscriptions({ db }, channelId);
  return own.find((subscription) => subscription.id === id) ?? null;
}

export async function listSubscriptions(
  { db }: Pick<Context, 'db'>,
  channelId: string,
): Promise<Subscription[]> {
  const query = db.selectFrom('subscriptions').selectAll().where('channel_id', '=', channelId);
  return winners((await query.orderBy('project').execute()).map(fromRow));
}

/** @returns those that one person made, in every channel; others' are not theirs to see: the channel may be private */
export async function subscriptionsBy({ db }: Pick<Context, 'db'>, userId: string): Promise<Subscription[]> {
  const query = db.selectFrom('subscriptions').selectAll().where('created_by', '=', userId);
  return (await query.orderBy('channel_id').orderBy('project').execute()).map(fromRow);
}

/**
 * @param db the database, or the transaction whose view of it counts
 * @returns the subscriptions to one project, by its slug or by a glob, whatever else they ask for
 */
export async function subscriptionsTo(
  db: Database | Tx,
  projectSlug: string,
): Promise<readonly Subscription[]> {
  const rows = db
    .selectFrom('subscriptions')
    .where((eb) => eb.or([eb('project', '=', projectSlug), eb('folder', '=', folderOf(projectSlug))]));
  const subscriptions = await readRemembered(projectSlug, rows);
  return winners(subscriptions).filter((subscription) => isAbout(subscription, projectSlug));
}

/** @returns the slugs of all known projects that some channel is subscribed to */
export async function followedProjects(db: Database): Promise<string[]> {
  const wanted = await db.selectFrom('subscriptions').select('project').distinct().execute();
  const slugs = new Set<string>();
  for (const { project } of wanted) for (const slug of await knownProjects(db, project)) slugs.add(slug);
  return [...slugs];
}

/** @returns the slugs of the known projects that a slug or a glob means */
export async function knownProjects(db: Database | Tx, project: string): Promise<string[]> {
  if (!isProjectGlob(project)) return [project];
  const rows = await db
    .selectFrom('projects')
    .select('slug')
    .where((eb) => eb(eb.fn('starts_with', ['slug', eb.val(`${folderOf(project)}/`)]), '=', true))
    .execute();
  return rows.map(({ slug }) => slug).filter((slug) => isAbout({ project }, slug));
}
