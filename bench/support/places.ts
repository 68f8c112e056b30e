import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** Where a program's data is, as what the environment says of it. */
export interface Place {
  readonly environment: Readonly<Record<string, string>>;
}

export interface Places {
  /** A folder nothing is in yet: the program runs PostgreSQL in it. */
  folder(): Promise<Place & { readonly dataDir: string }>;
  /** A new, empty database on a server of the benchmark's own, which keeps all that it commits. */
  server(): Promise<Place>;
  /** Ends the server and deletes everything. */
  stop(): Promise<void>;
}

export function createPlaces(): Places {
  const folders: string[] = [];
  let server: Promise<PostgresServer> | null = null;
  let count = 0;
  return {
    async folder() {
      const dataDir = await mkdtemp(join(tmpdir(), 'chatops-bench-'));
      folders.push(dataDir);
      return { dataDir, environment: { DATA_DIR: dataDir } };
    },
    async server() {
      count += 1;
      server ??= startPostgres({ durable: true });
      const { admin, url } = await server;
      await admin(`create database bench_${count}`);
      return { environment: { DATABASE_URL: url(`bench_${count}`) } };
    },
    async stop() {
      if (server !== null) await (await server).stop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}
