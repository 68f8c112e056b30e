import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, describe, inject } from 'vitest';
import type { Config } from '../../src/config.ts';
import { openStorage, type Storage } from '../../src/storage/database.ts';
import { keepEngineCompiled } from './compiled-engine.ts';
import { scratchFolder } from './scratch.ts';

export interface Engine {
  readonly name: 'pglite' | 'postgres';
  /** A new, migrated, empty database, as a configuration to open it with. Deleted after the test file. */
  database(): Promise<Config['database']>;
  /** The same, opened. Closed after the test file. */
  storage(): Promise<Storage>;
}

/** Runs a story on the embedded database and on a PostgreSQL server. */
export function describeOnEachEngine(name: string, story: (engine: Engine) => void): void {
  for (const engine of ['pglite', 'postgres'] as const) describeOnEngine(name, engine, story);
}

/** Runs a story on one of the two: for stories so long that each has a file, and so a process, of its own. */
export function describeOnEngine(
  name: string,
  engine: Engine['name'],
  story: (engine: Engine) => void,
): void {
  describe(`${name} [${engine}]`, () => {
    const cleanups: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const cleanup of cleanups.reverse()) await cleanup();
    });
    story(createEngine(engine, cleanups));
  });
}

function createEngine(name: Engine['name'], cleanups: (() => Promise<void>)[]): Engine {
  const database = () => (name === 'pglite' ? copyFolder(cleanups) : copyDatabase(cleanups));
  return {
    name,
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

async function copyFolder(cleanups: (() => Promise<void>)[]): Promise<Config['database']> {
  const dataDir = await scratchFolder('chatops-test-');
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  await keepEngineCompiled();
  // A thousand small files: one after the other takes half the time that promises do.
  cpSync(inject('templates').pgliteDir, dataDir, { recursive: true });
  return { url: undefined, dataDir };
}

async function copyDatabase(cleanups: (() => Promise<void>)[]): Promise<Config['database']> {
  const { adminUrl, templateDatabase } = inject('templates');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `create database ${name} template ${templateDatabase}`);
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
