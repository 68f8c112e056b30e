import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStorage, type Storage } from '../../../src/storage/database.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A folder for a bot that runs its own PostgreSQL in it. */
export interface BundledData {
  readonly dataDir: string;
  /** What of the bot's environment says so. */
  readonly environment: { readonly DATA_DIR: string };
  /** SIGKILL to the server, and nothing else: its processes end when they notice. Resolves when another one runs. */
  killServer(): Promise<void>;
  /** Opens the database next to the bot, or without one, as the command line does. */
  use<T>(work: (storage: Storage) => Promise<T>): Promise<T>;
  /** Ends a server that outlived its bot, and deletes everything. */
  remove(): Promise<void>;
}

const BACK_WITHIN_MS = 30_000;

export async function createBundledData(): Promise<BundledData> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatops-faults-'));
  const server = async (): Promise<number | null> => {
    const lock = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(lock.split('\n')[0]);
    return pid > 0 ? pid : null;
  };
  return {
    dataDir,
    environment: { DATA_DIR: dataDir },
    async killServer() {
      const killed = await server();
      if (killed === null) throw new Error('no server runs');
      process.kill(killed, 'SIGKILL');
      await waitFor(async () => ![null, killed].includes(await server()), BACK_WITHIN_MS);
    },
    async use(work) {
      const storage = await openStorage({ url: undefined, dataDir }, { as: 'command' });
      try {
        return await work(storage);
      } finally {
        await storage.close();
      }
    },
    async remove() {
      const left = await server();
      if (left !== null) {
        process.kill(left, 'SIGQUIT');
        await waitFor(async () => (await server()) === null, BACK_WITHIN_MS);
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** @returns the settings that decide whether what was committed outlives a loss of power, as the running server has them */
export async function readDurability({ db }: Storage): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')
  `.execute(db);
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
