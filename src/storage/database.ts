import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { ConstructorOptions } from 'pg-boss';
import type { Config } from '../config.ts';
import { type BundledServer, DataDirInUse, openBundledServer, type UserKind } from './bundled/bundled.ts';
import {
  BOT_TIMEOUTS,
  codeOf,
  connectionOptions,
  type DatabaseTimeouts,
  LONG_TIMEOUTS,
  openPool,
} from './connections.ts';
import { migrations } from './migrations/index.ts';
import { createPresence } from './presence.ts';
import type { Tables } from './schema.ts';
import { explainFolderError, explainServerError, StorageError } from './storage-error.ts';
import { givingWay } from './urgency.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** An open database: the query builder, and how the job queue reaches the same server. */
export interface Storage {
  readonly db: Database;
  readonly queueOptions: ConstructorOptions;
  /**
   * Carries `task` out if no other process of this program uses the database, and holds up those that start
   * meanwhile. For what a process that died had in hand. Only the first call does anything.
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

export interface StorageOptions {
  /** What uses the database; on the bundled server there is one bot at a time. The bot unless given. */
  readonly as?: UserKind;
  /** Of the statements that follow; migrations have longer ones. The bot's unless given. */
  readonly timeouts?: DatabaseTimeouts;
  /** Told of what happens to the bundled server while it is used. */
  readonly onProblem?: (problem: string, error?: unknown) => void;
}

/**
 * Opens the database that the configuration names and brings its tables up to date.
 * Several replicas may call this at once: the migrations run under the database's own lock.
 *
 * @param config `url` set: that PostgreSQL server; else the bundled one, with its data in `dataDir`
 * @throws DataDirInUse, or StorageError whose message says what is wrong and what to do; nothing is left half migrated
 */
export async function openStorage(
  config: Config['database'],
  options: StorageOptions = {},
): Promise<Storage> {
  const { url, dataDir } = config;
  const { as = 'bot', timeouts = BOT_TIMEOUTS, onProblem = () => {} } = options;
  if (url !== undefined) {
    await migrateServer(url).catch((error: unknown) => {
      throw explainServerError(error, url);
    });
    return openServer(url, timeouts);
  }
  let bundled: BundledServer | null = null;
  try {
    bundled = await openBundledServer(dataDir, { as, onProblem });
    await migrateServer(bundled.url);
  } catch (error) {
    await bundled?.close();
    if (error instanceof DataDirInUse || error instanceof StorageError) throw error;
    throw await explainFolderError(error, dataDir);
  }
  const storage = openServer(bundled.url, timeouts);
  const close = async () => {
    await storage.close();
    await bundled.close();
  };
  return { ...storage, close };
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
