import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../storage/schema.ts';
import { fromRow } from './row.ts';
import type { Subscription } from './subscription.ts';

/**
 * Subscriptions that were read are remembered as values, by exactly the versions of the rows they were made of: id,
 * writing transaction and place (`xmin` and `ctid`), of which no two versions of a row share all three. Asking the
 * database for these alone costs a fifth of reading the rows, and is right in every replica and in every transaction,
 * because it is the database that says what is there.
 */

type Rows<O> = SelectQueryBuilder<Tables, 'subscriptions', O>;

/** A thousand bytes each, or a little less. */
const MOST_REMEMBERED = 100_000;

interface Remembered {
  readonly versions: string;
  readonly subscriptions: readonly Subscription[];
}

const remembered = new Map<string, Remembered>();
let count = 0;

/**
 * @param key names the question; the same question has the same key
 * @param rows the rows that answer it
 */
export async function readRemembered<O>(key: string, rows: Rows<O>): Promise<readonly Subscription[]> {
  const known = remembered.get(key);
  if (known !== undefined && known.versions === (await versionsOf(rows))) {
    // What is asked for stays, what nobody asks for goes.
    remembered.delete(key);
    remembered.set(key, known);
    return known.subscriptions;
  }
  const found = await rows.selectAll().select(version.as('version')).orderBy('id').execute();
  const subscriptions = found.map(fromRow);
  remember(key, { versions: found.map((row) => row.version).join(' '), subscriptions });
  return subscriptions;
}

const version = sql<string>`id::text || '.' || xmin::text || '.' || ctid::text`;

async function versionsOf<O>(rows: Rows<O>): Promise<string> {
  const { versions } = await rows
    .select(sql<string | null>`string_agg(${version}, ' ' order by id)`.as('versions'))
    .executeTakeFirstOrThrow();
  return versions ?? '';
}

function remember(key: string, entry: Remembered): void {
  forget(key);
  remembered.set(key, entry);
  count += entry.subscriptions.length;
  for (const oldest of remembered.keys()) {
    if (count <= MOST_REMEMBERED || oldest === key) return;
    forget(oldest);
  }
}

function forget(key: string): void {
  count -= remembered.get(key)?.subscriptions.length ?? 0;
  remembered.delete(key);
}
