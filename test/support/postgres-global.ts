import type { TestProject } from 'vitest/node';
import { openStorage } from '../../src/storage/database.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { startPostgres } from './postgres.ts';

/** A migrated database, which tests copy instead of migrating their own. */
export interface Templates {
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

/** Vitest `globalSetup`: one PostgreSQL server and one template for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await server.admin(`create database ${TEMPLATE}`);
    await migrate(server.url(TEMPLATE));
    project.provide('templates', { adminUrl: server.url('postgres'), templateDatabase: TEMPLATE });
    return () => server.stop();
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function migrate(url: string): Promise<void> {
  const storage = await openStorage({ url, dataDir: '' });
  const queue = createQueue(storage, createLogger('silent'));
  await queue.start();
  await queue.stop(1_000);
  await storage.close();
}
