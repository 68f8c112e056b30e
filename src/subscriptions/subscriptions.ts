import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { slugKey } from '../domain/project-slug.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { slugsOf, slugsOfAll } from '../projects/known.ts';
import { saveProject } from '../projects/save.ts';
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
  ctx: Pick<Context, 'db' | 'queue' | 'now'>,
  actor: Pick<Actor, 'userId'>,
  channelId: string,
  typed: Filter,
  change: (before: Subscription) => Filter = () => typed,
): Promise<Subscription> {
  return transact(ctx.db, async (tx) => {
    const project = await storedProject(ctx, tx, typed.project);
    const before = await tx
      .selectFrom('subscriptions')
      .selectAll()
      .where('channel_id', '=', channelId)
      .where('project', '=', project)
      .where('source', '=', 'command')
      .forUpdate()
      .executeTakeFirst();
    const wanted = before === undefined ? typed : change(fromRow(before));
    const filter = { ...wanted, project };
    const columns = { ...columnsOf(filter), created_by: actor.userId };
    const row = await tx
      .insertInto('subscriptions')
      .values({ channel_id: channelId, ...columns })
      .onConflict((conflict) => conflict.columns(['channel_id', 'project', 'source']).doUpdateSet(columns))
      .returningAll()
      .executeTakeFirstOrThrow();
    for (const projectSlug of await knownProjects(tx, filter.project)) {
      await ctx.queue.add(tx, 'poll-project', { projectSlug }, { key: projectSlug });
    }
    return fromRow(row);
  });
}

/** @returns what a subscription to a project is stored by: its present slug; a glob as it is */
export async function storedProject(
  ctx: Pick<Context, 'queue' | 'now'>,
  tx: Tx,
  project: string,
): Promise<string> {
  return isProjectGlob(project) ? project : saveProject(ctx, tx, { slug: project, id: null, name: null });
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
  const slugs = await slugsOf(db, projectSlug);
  const folders = [...new Set(slugs.map((slug) => folderOf(slugKey(slug))))];
  const rows = db
    .selectFrom('subscriptions')
    .where((eb) => eb.or([eb('project', 'in', slugs), eb('folder', 'in', folders)]));
  const subscriptions = await readRemembered(slugs.join(' '), rows);
  return winners(subscriptions).filter((subscription) => isAbout(subscription, slugs));
}

/** @returns the present slugs of all known projects that some channel is subscribed to */
export async function followedProjects(db: Database): Promise<string[]> {
  const wanted = await db.selectFrom('subscriptions').select('project').distinct().execute();
  const slugs = new Set<string>();
  for (const { project } of wanted) for (const slug of await knownProjects(db, project)) slugs.add(slug);
  return [...slugs];
}

/** @returns the present slugs of the known projects that a present slug or a glob means */
export async function knownProjects(db: Database | Tx, project: string): Promise<string[]> {
  if (!isProjectGlob(project)) return [project];
  const rows = await db
    .selectFrom('project_slugs')
    .select('project')
    .distinct()
    .where((eb) => eb(eb.fn('starts_with', ['key', eb.val(`${folderOf(slugKey(project))}/`)]), '=', true))
    .execute();
  const slugs = await slugsOfAll(
    db,
    rows.map((row) => row.project),
  );
  return [...slugs].flatMap(([present, names]) => (isAbout({ project }, names) ? [present] : []));
}
