import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { ConstructorOptions } from 'pg-boss';
import { fromPglite } from 'pg-boss';
import type { Config } from '../config.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './schema.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** An open database: the query builder, and how the job queue reaches the same engine. */
export interface Storage {
  readonly db: Database;
  readonly engine: 'pglite' | 'postgres';
  readonly queueOptions: ConstructorOptions;
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
  const pglite = await PGlite.create(path);
  return {
    db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }),
    engine: 'pglite',
    queueOptions: { db: fromPglite(pglite), backend: 'pglite' },
    close: () => pglite.close(),
  };
}

function openServer(url: string): Storage {
  const pool = new pg.Pool({ connectionString: url, max: MAX_CONNECTIONS, connectionTimeoutMillis: 5_000 });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    engine: 'postgres',
    queueOptions: { connectionString: url, max: 4 },
    close: () => pool.end(),
  };
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
