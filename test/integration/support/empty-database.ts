import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface ServerDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of the test run's PostgreSQL server without a single table. */
export async function createEmptyDatabase(): Promise<ServerDatabase> {
  const { adminUrl } = inject('templates');
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`) };
}

/** Lets nobody in and throws everybody out, until the returned function is called. */
export async function takeAway(databaseUrl: string): Promise<() => Promise<void>> {
  const { adminUrl } = inject('templates');
  const name = new URL(databaseUrl).pathname.slice(1);
  await administer(adminUrl, `alter database ${name} with allow_connections false`);
  await administer(
    adminUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
  return () => administer(adminUrl, `alter database ${name} with allow_connections true`);
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
