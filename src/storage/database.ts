import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { ConstructorOptions } from 'pg-boss';
import { fromPglite } from 'pg-boss';
import type { Config } from '../config.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { migrations } from './migrations/index.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import { openPglite } from './pglite-thread.ts';
import { createPresence } from './presence.ts';
import type { Tables } from './schema.ts';
import { givingWay } from './urgency.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** An open database: the query builder, and how the job queue reaches the same engine. */
export interface Storage {
  readonly db: Database;
  readonly engine: 'pglite' | 'postgres';
  readonly queueOptions: ConstructorOptions;
  /**
   * Carries `task` out if no other process of this program uses the database, and holds up those that start
   * meanwhile. For what a process that died had in hand. On a server only the first call does anything.
   */
  whenAlone(task: () => Promise<void>): Promise<void>;
  /** Closes every connection. Call last. */
  close(): Promise<void>;
}

/** Upper bound on server connections of one replica: queries, jobs and one listener. */
const MAX_CONNECTIONS = 10;

/**
 * Opens the database that the configuration names and brings its tables up to date.
 * Several replicas may call this at once: the migrations run under the database's own lock.
 *
 * @param config `url` set: a PostgreSQL server; else an embedded database in `dataDir` (`memory://` for tests)
 * @throws when the server cannot be reached or a migration fails; nothing is left half migrated
 */
export async function openStorage(config: Config['database']): Promise<Storage> {
  const storage = config.url === undefined ? await openEmbedded(config.dataDir) : openServer(config.url);
  try {
    await migrate(storage.db);
  } catch (error) {
    await storage.close();
    throw error;
  }
  return storage;
}

async function openEmbedded(dataDir: string): Promise<Storage> {
  const inMemory = dataDir.startsWith('memory://');
  const path = inMemory ? dataDir : join(dataDir, 'pglite');
  if (!inMemory) await mkdir(path, { recursive: true, mode: 0o700 });
  const unlock = inMemory ? async () => {} : await lockDataDir(dataDir);
  const pglite = await openPglite(path);
  const db = new Kysely<Tables>({ dialect: givingWay(pgliteDialect(pglite)) });
  return {
    db,
    engine: 'pglite',
    queueOptions: { db: fromPglite(pglite), backend: 'pglite' },
    // The lock on its folder has seen to that.
    whenAlone: (task) => task(),
    close: async () => {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      await unlock();
    },
  };
}

/** `bigint` as a number, as the embedded database gives it: what is stored was a safe whole number before. */
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
};

function openServer(url: string): Storage {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    types,
  });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // So would a connection that breaks while it is in use; whoever uses it is told by the statement that fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  const presence = createPresence(url);
  return {
    db: new Kysely<Tables>({ dialect: givingWay(new PostgresDialect({ pool })) }),
    engine: 'postgres',
    queueOptions: { connectionString: url, max: 4 },
    whenAlone: presence.whenAlone,
    close: async () => {
      await pool.end();
      await presence.leave();
    },
  };
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
