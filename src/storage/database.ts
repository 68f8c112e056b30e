import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { ConstructorOptions } from 'pg-boss';
import { fromPglite } from 'pg-boss';
import type { Config } from '../config.ts';
import {
  BOT_TIMEOUTS,
  codeOf,
  connectionOptions,
  type DatabaseTimeouts,
  LONG_TIMEOUTS,
  openPool,
} from './connections.ts';
import { DataDirInUse, lockDataDir } from './data-dir-lock.ts';
import { migrations } from './migrations/index.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import { openPglite } from './pglite-thread.ts';
import { createPresence } from './presence.ts';
import type { Tables } from './schema.ts';
import { explainFolderError, explainServerError } from './storage-error.ts';
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
  /**
   * Proves that the database takes writes, by one.
   * @throws when it does not, or when a write in the last half minute found its disk full: there may be room for this
   *   row and for no other
   */
  checkWrites(): Promise<void>;
  /** Closes every connection, within a second also when the server does not answer. Call last. */
  close(): Promise<void>;
}

/** Upper bounds on connections of one replica. One that listens and one of its presence come on top. */
const MAX_CONNECTIONS = 10;
const MAX_QUEUE_CONNECTIONS = 4;
/** Source: PostgreSQL docs, appendix A. */
const DISK_FULL = '53100';
const FULL_FOR_MS = 30_000;

/**
 * Opens the database that the configuration names and brings its tables up to date.
 * Several replicas may call this at once: the migrations run under the database's own lock.
 *
 * @param config `url` set: a PostgreSQL server; else an embedded database in `dataDir` (`memory://` for tests)
 * @param timeouts of the statements that follow, on a server; migrations have longer ones
 * @throws DataDirInUse, or StorageError whose message says what is wrong and what to do; nothing is left half migrated
 */
export async function openStorage(
  config: Config['database'],
  timeouts: DatabaseTimeouts = BOT_TIMEOUTS,
): Promise<Storage> {
  const { url, dataDir } = config;
  if (url !== undefined) {
    await migrateServer(url).catch((error: unknown) => {
      throw explainServerError(error, url);
    });
    return openServer(url, timeouts);
  }
  return openEmbedded(dataDir).catch(async (error: unknown) => {
    throw error instanceof DataDirInUse ? error : await explainFolderError(error, dataDir);
  });
}

async function openEmbedded(dataDir: string): Promise<Storage> {
  const inMemory = dataDir.startsWith('memory://');
  const path = inMemory ? dataDir : join(dataDir, 'pglite');
  if (!inMemory) await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = inMemory ? null : await lockDataDir(dataDir);
  const pglite = await openPglite(path, lock?.lease).catch(async (error: unknown) => {
    await lock?.release();
    throw error;
  });
  const db = new Kysely<Tables>({ dialect: givingWay(pgliteDialect(pglite)) });
  const close = async () => {
    try {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
    } finally {
      await lock?.release();
    }
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    engine: 'pglite',
    queueOptions: { db: fromPglite(pglite), backend: 'pglite' },
    // The lock on its folder has seen to that.
    whenAlone: (task) => task(),
    checkWrites: () => writeOnce(db),
    close,
  };
}

function openServer(url: string, timeouts: DatabaseTimeouts): Storage {
  const presence = createPresence(url);
  let fullAt = Number.NEGATIVE_INFINITY;
  const pool = openPool(url, timeouts, MAX_CONNECTIONS, (error) => {
    if (codeOf(error) === DISK_FULL) fullAt = performance.now();
  });
  const db = new Kysely<Tables>({ dialect: givingWay(new PostgresDialect({ pool })) });
  return {
    db,
    engine: 'postgres',
    // The listener asks whether it still listens: a connection that is silent is found out like that.
    queueOptions: {
      ...connectionOptions(url, timeouts),
      max: MAX_QUEUE_CONNECTIONS,
      notifyHeartbeatIntervalMs: 5_000,
      notifyHeartbeatTimeoutMs: 5_000,
    },
    whenAlone: presence.whenAlone,
    checkWrites: async () => {
      await writeOnce(db);
      if (performance.now() - fullAt < FULL_FOR_MS) throw new Error('the disk of the database is full');
    },
    close: async () => {
      await Promise.all([db.destroy(), presence.leave()]);
    },
  };
}

/** On connections of their own, because migrations of large tables take longer than the bot waits for any statement. */
async function migrateServer(url: string): Promise<void> {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: openPool(url, LONG_TIMEOUTS, 2) }),
  });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function writeOnce(db: Database): Promise<void> {
  await sql`update write_check set checked_at = now()`.execute(db);
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
