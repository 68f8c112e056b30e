import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, inject } from 'vitest';
import type { Config } from '../../src/config.ts';
import { openStorage, type Storage } from '../../src/storage/database.ts';

export interface TestDatabases {
  /** A new, migrated, empty database, as a configuration to open it with. Deleted after the test file. */
  database(): Promise<Config['database']>;
  /** The same, opened. Closed after the test file. */
  storage(): Promise<Storage>;
}

/** Like `describe`, for stories that need databases. */
export function describeWithDatabase(name: string, story: (databases: TestDatabases) => void): void {
  describe(name, () => {
    const cleanups: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const cleanup of cleanups.reverse()) await cleanup();
    });
    story(createDatabases(cleanups));
  });
}

function createDatabases(cleanups: (() => Promise<void>)[]): TestDatabases {
  const database = () => copyTemplate(cleanups);
  return {
    database,
    async storage() {
      const storage = await openStorage(await database());
      let closed = false;
      const close = async () => {
        if (closed) return;
        closed = true;
        await storage.close();
      };
      cleanups.push(close);
      return { ...storage, close };
    },
  };
}

async function copyTemplate(cleanups: (() => Promise<void>)[]): Promise<Config['database']> {
  const { adminUrl, templateDatabase } = inject('templates');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // A third of what the default, wal_log, costs for a database as small as this.
  await administer(adminUrl, `create database ${name} template ${templateDatabase} strategy file_copy`);
  cleanups.push(() => administer(adminUrl, `drop database if exists ${name} with (force)`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, dataDir: '' };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
