import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DATABASE_USER, prepareFolder, type ServerFolder } from '../../src/storage/bundled/folder.ts';
import { freePort } from '../../src/storage/bundled/free-port.ts';
import { installedPrograms } from '../../src/storage/bundled/programs.ts';
import { serverArguments } from '../../src/storage/bundled/settings.ts';

export interface PostgresServer {
  /** Connection string of a database on this server. */
  url(database: string): string;
  /** Runs one statement in the maintenance database, such as `create database`. */
  admin(statement: string): Promise<void>;
  /** Breaks every connection and ends the server as a crash does. @returns starts it again on the same data and port */
  interrupt(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Nothing a test writes has to survive power loss. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];
const START_TIMEOUT_MS = 30_000;

/**
 * Starts a PostgreSQL server as `DATABASE_URL` may name one, from the programs that the bot brings: on a free port of
 * the loopback interface with a password, in a temporary folder.
 *
 * @param options.durable keep PostgreSQL's own safety settings, for benchmarks
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatops-postgres-'));
  try {
    // Not root's alone, since root's server runs as another user.
    await chmod(dataDir, 0o711);
    const folder = await prepareFolder(dataDir, await installedPrograms(), true);
    const port = await freePort();
    const start = () => launch(folder, port, options.durable === true ? [] : FAST);
    let child = await start();
    const url = (database: string) =>
      `postgres://${DATABASE_USER}:${folder.password}@127.0.0.1:${port}/${database}`;
    return {
      url,
      admin: (statement) => runStatement(url('postgres'), statement),
      interrupt: async () => {
        await end(child);
        return async () => {
          child = await start();
        };
      },
      stop: async () => {
        await end(child);
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

async function launch(
  { path, programs, user }: ServerFolder,
  port: number,
  settings: readonly string[],
): Promise<ChildProcess> {
  const all = ['max_connections=200', 'logging_collector=off', ...settings];
  const child = spawn(
    programs.postgres,
    [
      ...['-D', path],
      ...serverArguments({ kind: 'tcp', port }),
      ...all.flatMap((setting) => ['-c', setting]),
    ],
    { ...(user ?? {}), cwd: '/', env: { LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // A test run that dies must not leave a server behind.
  process.once('exit', () => child.kill('SIGQUIT'));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`PostgreSQL did not start: ${output}`)),
      START_TIMEOUT_MS,
    );
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Kept only until it runs; after that the server's log is read and dropped.
      if (output.length < 10_000) output += text;
      if (!text.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with code ${code}: ${output}`));
    });
  });
  return child;
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGQUIT');
  await ended;
}
