import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { describeWithDatabase } from '../support/database.ts';
import { scratchFolder } from '../support/scratch.ts';
import { startProgram } from './support/run-program.ts';

type Settings = Readonly<Record<string, string>>;
interface Failure {
  readonly name: string;
  readonly settings: () => Promise<Settings>;
  readonly says: RegExp;
}

describeWithDatabase('a start that fails', (databases) => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const databaseWith = (change: (url: URL) => void) => async () => {
    const url = new URL((await databases.database()).url ?? '');
    change(url);
    return { DATABASE_URL: url.href };
  };
  /** A new database after this statement was carried out in it. */
  const databaseAfter = (statement: (name: string) => string) => async () => {
    const { url = '' } = await databases.database();
    await inDatabase(url, statement(new URL(url).pathname.slice(1)));
    return { DATABASE_URL: url };
  };
  const listening = async (onConnection: (socket: Socket) => void = () => {}): Promise<number> => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };
  const folderWith = (prepare: (folder: string) => Promise<Settings>) => async () => {
    const folder = await scratchFolder('chatops-start-');
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    return prepare(folder);
  };

  const failures: readonly Failure[] = [
    {
      name: 'a database host that does not exist',
      settings: databaseWith((url) => {
        url.hostname = 'no-such-host.invalid';
      }),
      says: /host of DATABASE_URL, no-such-host\.invalid:\d+, cannot be found/,
    },
    {
      name: 'a database server that is not there',
      settings: databaseWith((url) => {
        url.port = '1';
      }),
      says: /No PostgreSQL server answers at 127\.0\.0\.1:1 .*Start it/,
    },
    {
      name: 'a database server that does not answer',
      settings: async () => {
        const port = await listening();
        return { DATABASE_URL: `postgres://ada:hunter2hunter2@127.0.0.1:${port}/chatops` };
      },
      says: /did not answer in time/,
    },
    {
      name: 'something else than a database server',
      settings: async () => {
        const port = await listening((socket) => socket.destroy());
        return { DATABASE_URL: `postgres://ada:hunter2hunter2@127.0.0.1:${port}/chatops` };
      },
      says: /closed the connection/,
    },
    {
      name: 'a wrong password',
      settings: databaseWith((url) => {
        url.password = 'hunter2hunter2';
      }),
      says: /does not accept the password of “circleci_chatops”/,
    },
    {
      name: 'no password',
      settings: databaseWith((url) => {
        url.password = '';
      }),
      says: /does not accept the password of “circleci_chatops”/,
    },
    {
      name: 'a database that does not exist',
      settings: databaseWith((url) => {
        url.pathname = '/no_such_database';
      }),
      says: /has no database “no_such_database”\. Create it/,
    },
    {
      name: 'a certificate file that is missing',
      settings: databaseWith((url) => {
        url.search = '?sslmode=verify-full&sslrootcert=/no/such/root.crt';
      }),
      says: /The file \/no\/such\/root\.crt, which DATABASE_URL names, cannot be read/,
    },
    {
      name: 'TLS that the server does not offer',
      settings: databaseWith((url) => {
        url.search = '?sslmode=verify-full';
      }),
      says: /does not offer TLS/,
    },
    {
      name: 'a user without rights',
      settings: async () => {
        const { url = '' } = await databases.database();
        const user = `guest_${crypto.randomUUID().slice(0, 8)}`;
        await inDatabase(url, `create role ${user} login password 'hunter2hunter2'`);
        await inDatabase(url, 'drop schema pgboss cascade; drop schema public cascade; create schema public');
        const guest = new URL(url);
        guest.username = user;
        guest.password = 'hunter2hunter2';
        return { DATABASE_URL: guest.href };
      },
      says: /“guest_\w+” may not create what the program needs .*Make it the owner/,
    },
    {
      name: 'a database of a newer version',
      settings: databaseAfter(
        () => `insert into kysely_migration (name, timestamp) values ('9999-newer', '2030-01-01')`,
      ),
      says: /belongs to a newer version of the program .*9999-newer/,
    },
    {
      name: 'a database that takes no writes',
      settings: databaseAfter(
        (name) =>
          `delete from kysely_migration; alter database ${name} set default_transaction_read_only = on`,
      ),
      says: /is read-only/,
    },
    {
      name: 'a folder for data below a file',
      settings: folderWith(async (folder) => {
        await writeFile(join(folder, 'file'), '');
        return { DATA_DIR: join(folder, 'file', 'data') };
      }),
      says: /is a file .*Set DATA_DIR to another folder/,
    },
    {
      name: 'a folder for data with the database of an earlier version',
      settings: folderWith(async (folder) => {
        await mkdir(join(folder, 'earlier'));
        await writeFile(join(folder, 'earlier', 'PG_VERSION'), '17\n');
        return { DATA_DIR: folder };
      }),
      says: /holds the database of an earlier version .*Move it away/,
    },
    {
      name: 'a port that is in use',
      settings: async () => ({
        DATABASE_URL: (await databases.database()).url ?? '',
        PORT: String(await listening()),
      }),
      says: /The port is in use .*Set PORT/,
    },
    {
      name: 'an address to listen on that does not exist',
      settings: async () => ({
        DATABASE_URL: (await databases.database()).url ?? '',
        HOST: 'no-such-host.invalid',
      }),
      says: /The address to listen on cannot be used .*Correct HOST/,
    },
  ];

  it.each(failures)('says in one sentence what to do about $name', async ({ settings, says }) => {
    const given = await settings();
    const { output, ended } = startProgram({ LOG_LEVEL: 'fatal', ...given });
    expect(await ended).toBe(1);
    expect(output.err).toMatch(says);
    expect(output.err.trim().split('\n')).toHaveLength(1);
    const password = URL.parse(given.DATABASE_URL ?? '')?.password ?? '';
    if (password !== '') expect(output.err + output.out).not.toContain(password);
  });
});

async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
