import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import type { FileSubscription } from './read-file.ts';
import { columnsOf } from './row.ts';
import { knownProjects, storedProject } from './subscriptions.ts';

type ApplyContext = Pick<Context, 'db' | 'queue' | 'now'>;

/** Stands in the place of a person. */
const MADE_BY = 'file';

/** @returns true when some state of the file is in force, this program's or one before */
export async function hasFileState({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return (await db.selectFrom('subscription_file').select('hash').executeTakeFirst()) !== undefined;
}

/**
 * Makes the subscriptions of source `file` what the file says, in one transaction. What stays keeps its id, so that
 * what is held back for it stays too. What commands made is not touched: it waits beneath.
 *
 * @returns false when that is how it is already, as another replica may have seen to
 */
export async function applyFile(
  ctx: ApplyContext,
  subscriptions: readonly FileSubscription[],
): Promise<boolean> {
  const hash = createHash('sha256').update(JSON.stringify(subscriptions)).digest('hex');
  return transact(ctx.db, async (tx) => {
    await oneAfterTheOther(tx);
    const state = await tx.selectFrom('subscription_file').select('hash').executeTakeFirst();
    if (state?.hash === hash) return false;
    const wanted = await withStoredProjects(ctx, tx, subscriptions);
    await removeOthers(tx, wanted);
    await addAll(ctx, tx, wanted);
    const now = ctx.now();
    await tx
      .insertInto('subscription_file')
      .values({ hash, applied_at: now })
      .onConflict((conflict) => conflict.column('one').doUpdateSet({ hash, applied_at: now }))
      .execute();
    return true;
  });
}

/** @returns the channels that the file in force names */
export async function channelsOfFile({ db }: Pick<Context, 'db'>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .select('channel_id')
    .distinct()
    .where('source', '=', 'file')
    .orderBy('channel_id')
    .execute();
  return rows.map(({ channel_id: channelId }) => channelId);
}

/** The program is told of no file any more: what one made is gone, and what commands made counts again. */
export async function forgetFile({ db }: Pick<Context, 'db'>): Promise<void> {
  await transact(db, async (tx) => {
    await oneAfterTheOther(tx);
    await tx.deleteFrom('subscriptions').where('source', '=', 'file').execute();
    await tx.deleteFrom('subscription_file').execute();
  });
}

async function oneAfterTheOther(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('chatops_subscriptions_file'))`.execute(tx);
}

/** Each before any subscription and in one order, or this and the receiver could wait for each other. */
async function withStoredProjects(
  ctx: ApplyContext,
  tx: Tx,
  subscriptions: readonly FileSubscription[],
): Promise<readonly FileSubscription[]> {
  const names = [...new Set(subscriptions.map(({ filter }) => filter.project))].sort();
  const stored = new Map<string, string>();
  for (const name of names) stored.set(name, await storedProject(ctx, tx, name));
  return subscriptions.map(({ channelId, filter }) => ({
    channelId,
    filter: { ...filter, project: stored.get(filter.project) ?? filter.project },
  }));
}

async function removeOthers(tx: Tx, subscriptions: readonly FileSubscription[]): Promise<void> {
  const wanted = new Set(subscriptions.map(({ channelId, filter }) => `${channelId} ${filter.project}`));
  const rows = await tx
    .selectFrom('subscriptions')
    .select(['id', 'channel_id', 'project'])
    .where('source', '=', 'file')
    .execute();
  for (const { id, channel_id: channelId, project } of rows) {
    if (wanted.has(`${channelId} ${project}`)) continue;
    await tx.deleteFrom('subscriptions').where('id', '=', id).execute();
  }
}

async function addAll(
  { queue }: ApplyContext,
  tx: Tx,
  subscriptions: readonly FileSubscription[],
): Promise<void> {
  const projects = [...new Set(subscriptions.map(({ filter }) => filter.project))].sort();
  for (const { channelId, filter } of subscriptions) {
    const columns = { ...columnsOf(filter), created_by: MADE_BY };
    await tx
      .insertInto('subscriptions')
      .values({ channel_id: channelId, source: 'file', ...columns })
      .onConflict((conflict) => conflict.columns(['channel_id', 'project', 'source']).doUpdateSet(columns))
      .execute();
  }
  const followed = new Set<string>();
  for (const project of projects) for (const slug of await knownProjects(tx, project)) followed.add(slug);
  for (const projectSlug of [...followed].sort()) {
    await queue.add(tx, 'poll-project', { projectSlug }, { key: projectSlug });
  }
}
