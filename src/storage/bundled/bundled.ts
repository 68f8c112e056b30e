import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { settledWithin } from '../../domain/settled-within.ts';
import { endClient, LONG_TIMEOUTS, prepareSession } from '../connections.ts';
import { prepareFolder, type ServerFolder } from './folder.ts';
import { installedPrograms } from './programs.ts';
import { connectOrStart, stopServer, urlOf } from './server.ts';

/** Another bot uses the database in this folder. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly code = 'data_dir_in_use';

  constructor(dataDir: string) {
    super(
      `Another bot is running on DATA_DIR ${dataDir}. Stop it, or give this one a folder of its own; several replicas need a PostgreSQL server (DATABASE_URL).`,
    );
  }
}

/** A PostgreSQL server that this program runs for itself. */
export interface BundledServer {
  /** Its connection string. */
  readonly url: string;
  /** Stops the server, unless another process of the program uses it. Call last; never throws. */
  close(): Promise<void>;
}

/** What uses the server: the bot, of which there is one, or one of any number of commands. */
export type UserKind = 'bot' | 'command';

export interface BundledOptions {
  readonly as: UserKind;
  /** Told when the server has died, takes long to recover, or could not be started or stopped. */
  readonly onProblem: (problem: string, error?: unknown) => void;
  /** A port with a password instead of a socket; as on Windows. */
  readonly withPort?: boolean;
}

/** Advisory locks, shared by each process that uses the server, and held by the bot. Any numbers of our own. */
const USED = 7_220_412;
const BOT = 7_220_413;
/** A bot that was killed a moment ago keeps its lock until the server has noticed. */
const LATE_LOCK_MS = 3_000;
const LOOK_EVERY_MS = 50;
const RESTART_AFTER_MS = 1_000;

/**
 * Starts the server of `dataDir`, or goes on with one that a killed bot left behind. It is started again should it die.
 *
 * @throws DataDirInUse when another bot uses it; StorageError or Error with what keeps it from starting
 */
export async function openBundledServer(dataDir: string, options: BundledOptions): Promise<BundledServer> {
  const { as, onProblem, withPort = process.platform === 'win32' } = options;
  const folder = await prepareFolder(resolve(dataDir), await installedPrograms(), withPort);
  let closing = false;
  const enterNow = () =>
    enter(folder, as, dataDir, () =>
      onProblem('the bundled PostgreSQL is recovering; the start waits for it'),
    );
  let session = await enterNow();
  let returning: Promise<void> = Promise.resolve();

  const comeBack = async (): Promise<void> => {
    onProblem('the bundled PostgreSQL is gone and is started again');
    while (!closing) {
      try {
        session = await enterNow();
        watch();
        return;
      } catch (error) {
        onProblem('the bundled PostgreSQL could not be started again', error);
        await pause(RESTART_AFTER_MS);
      }
    }
  };
  const watch = (): void => {
    session.once('end', () => {
      if (!closing) returning = comeBack();
    });
  };
  watch();

  return {
    url: await urlOf(folder),
    async close() {
      closing = true;
      // What it is starting again must not be left behind.
      await settledWithin(returning, RESTART_AFTER_MS);
      try {
        // A process that comes now waits for this lock until the server is down, and then starts it.
        const { rows } = await session.query('select pg_try_advisory_lock($1) as last', [USED]);
        if (rows[0]?.last === true) await stopServer(folder);
      } catch (error) {
        onProblem('the bundled PostgreSQL could not be stopped', error);
      }
      await endClient(session);
    },
  };
}

/** @returns a connection that holds the locks of this kind of user */
async function enter(
  folder: ServerFolder,
  as: UserKind,
  dataDir: string,
  onWait: () => void,
): Promise<pg.Client> {
  for (;;) {
    const client = await connectOrStart(folder, onWait);
    try {
      await prepareSession(client, LONG_TIMEOUTS);
      await client.query('select pg_advisory_lock_shared($1)', [USED]);
      if (as === 'bot' && !(await lockForBot(client))) throw new DataDirInUse(dataDir);
      return client;
    } catch (error) {
      const isOpen = await client.query('select 1').then(
        () => true,
        () => false,
      );
      await endClient(client);
      // A server that another process was stopping took the connection with it: then it is started again.
      if (isOpen) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}

async function lockForBot(client: pg.Client): Promise<boolean> {
  const until = performance.now() + LATE_LOCK_MS;
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as free', [BOT]);
    if (rows[0]?.free === true) return true;
    if (performance.now() > until) return false;
    await pause(LOOK_EVERY_MS);
  }
}
