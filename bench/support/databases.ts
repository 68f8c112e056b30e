import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** A place for the program's data, as what the environment says of it. */
export interface Place {
  readonly environment: Readonly<Record<string, string>>;
}

export interface Databases {
  /** A folder nothing is in yet, or a copy of another one's. */
  embedded(copyOf?: Place): Promise<Place>;
  /** A new, empty database on a PostgreSQL server of the benchmark's own, with its usual safety settings. */
  postgresql(): Promise<Place>;
  /** Ends the server and deletes everything. */
  stop(): Promise<void>;
}

export async function createDatabases(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'chatops-bench-'));
  let server: Promise<PostgresServer> | null = null;
  let count = 0;
  return {
    async embedded(copyOf) {
      count += 1;
      const place = join(folder, `data-${count}`);
      const source = copyOf?.environment.DATA_DIR;
      if (source !== undefined) await cp(source, place, { recursive: true });
      return { environment: { DATA_DIR: place } };
    },
    async postgresql() {
      count += 1;
      server ??= startPostgres({ durable: true });
      const { admin, url } = await server;
      await admin(`create database bench_${count}`);
      return { environment: { DATABASE_URL: url(`bench_${count}`) } };
    },
    async stop() {
      if (server !== null) await (await server).stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
