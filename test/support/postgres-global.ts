import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import type { Config } from '../../src/config.ts';
import { openStorage } from '../../src/storage/database.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { startPostgres } from './postgres.ts';
import { scratchFolder } from './scratch.ts';

/** Migrated databases of both engines, which tests copy instead of migrating their own. */
export interface Templates {
  /** Folder of an embedded database. */
  readonly pgliteDir: string;
  /** Connection string of the server's maintenance database. */
  readonly adminUrl: string;
  readonly templateDatabase: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    templates: Templates;
  }
}

const TEMPLATE = 'chatops_template';

/** Vitest `globalSetup`: one PostgreSQL server and one template of each engine for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await scratchFolder('chatops-pglite-');
  const server = await startPostgres();
  const teardown = async () => {
    await Promise.all([server.stop(), rm(folder, { recursive: true, force: true })]);
  };
  try {
    await server.admin(`create database ${TEMPLATE}`);
    await Promise.all([
      migrate({ url: undefined, dataDir: folder }),
      migrate({ url: server.url(TEMPLATE), dataDir: '' }),
    ]);
    project.provide('templates', {
      pgliteDir: folder,
      adminUrl: server.url('postgres'),
      templateDatabase: TEMPLATE,
    });
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

async function migrate(config: Config['database']): Promise<void> {
  const storage = await openStorage(config);
  const queue = createQueue(storage, createLogger('silent'));
  await queue.start();
  await queue.stop(1_000);
  await storage.close();
}
