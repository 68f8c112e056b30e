import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { codeOf, connectionOptions, endClient, LONG_TIMEOUTS } from '../connections.ts';
import { DATABASE_USER, type ServerFolder } from './folder.ts';
import { freePort } from './free-port.ts';
import { cannotRun, ENVIRONMENT, run } from './run.ts';
import { serverArguments } from './settings.ts';

/** Recovery after a crash writes again what was in the log; on a slow disk that may take minutes. */
const START_MS = 600_000;
const LOOK_EVERY_MS = 20;
/** What is left of a killed server notices within this time that it is alone. */
const LEFTOVERS_MS = 10_000;
/** A wait longer than this is told. */
const LONG_WAIT_MS = 5_000;
/** The program has ten seconds for its stop, and the server is the last to stop. */
const STOP_SECONDS = 4;
/** Source: PostgreSQL docs, appendix A: starting, recovering or stopping. */
const NOT_YET = '57P03';
const NOT_THERE = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'no_server'];

/** @returns the connection string of the server of this folder. @throws Error with code `no_server` when none has a port */
export async function urlOf(folder: ServerFolder): Promise<string> {
  if (folder.password === null) {
    return `postgres://${DATABASE_USER}@localhost/postgres?host=${encodeURIComponent(folder.path)}`;
  }
  const port = portIn(await lockFile(folder));
  if (port === null) throw Object.assign(new Error('no server has a port'), { code: 'no_server' });
  return `postgres://${DATABASE_USER}:${folder.password}@127.0.0.1:${port}/postgres`;
}

/**
 * Connects to the server of this folder, and starts it where none runs. One that is starting is waited for.
 *
 * @param onWait called once when that takes more than five seconds, as recovery after a crash may
 * @throws Error with what the server said when it does not start
 */
export async function connectOrStart(folder: ServerFolder, onWait: () => void): Promise<pg.Client> {
  const running = await connect(folder, onWait);
  if (running !== null) return running;
  const until = performance.now() + LEFTOVERS_MS;
  for (;;) {
    try {
      return await start(folder, onWait);
    } catch (error) {
      const hasLeftovers = error instanceof Error && /still in use/.test(error.message);
      if (!hasLeftovers || performance.now() > until) throw error;
      await pause(LOOK_EVERY_MS * 10);
    }
  }
}

/** Stops the server after what it has in hand, and waits for it. @throws Error when it takes longer than four seconds */
export async function stopServer({ path, programs, user }: ServerFolder): Promise<void> {
  await run(programs.pgCtl, ['stop', '-D', path, '-m', 'fast', '-s', '-t', String(STOP_SECONDS)], user);
}

/** @returns null when no server runs. @throws what else keeps it from connecting */
async function connect(folder: ServerFolder, onWait: () => void): Promise<pg.Client | null> {
  const began = performance.now();
  let told = false;
  for (;;) {
    let client: pg.Client | null = null;
    try {
      client = new pg.Client(connectionOptions(await urlOf(folder), LONG_TIMEOUTS));
      // The end of the connection is what counts; without a listener an error would end the process.
      client.on('error', () => {});
      await client.connect();
      return client;
    } catch (error) {
      if (client !== null) await endClient(client);
      const code = codeOf(error);
      if (NOT_THERE.includes(String(code))) return null;
      const waited = performance.now() - began;
      if (code !== NOT_YET || waited > START_MS) throw error;
      if (waited > LONG_WAIT_MS && !told) onWait();
      told ||= waited > LONG_WAIT_MS;
      await pause(LOOK_EVERY_MS);
    }
  }
}

async function start(folder: ServerFolder, onWait: () => void): Promise<pg.Client> {
  // The port of a server that died, if there was one: who was connected comes back to it.
  const port = portIn(await lockFile(folder)) ?? (await freePort());
  await removeStaleLocks(folder);
  const { path, programs, user } = folder;
  const address = folder.password === null ? ({ kind: 'socket' } as const) : ({ kind: 'tcp', port } as const);
  // In a session of its own: Ctrl+C in a terminal is for the bot, which stops the server after itself.
  const child = spawn(programs.postgres, ['-D', path, ...serverArguments(address)], {
    ...(user ?? {}),
    ...{ cwd: '/', env: ENVIRONMENT, detached: true, windowsHide: true },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = endOf(child);
  try {
    for (;;) {
      const client = await connect(folder, onWait);
      if (client !== null) return client;
      const end = await Promise.race([ended, pause(LOOK_EVERY_MS, null)]);
      if (end === null) continue;
      if (end.error !== undefined) return await cannotRun(programs.postgres, end.error);
      // Another process may have started one at the same time.
      const others = await connect(folder, onWait);
      if (others !== null) return others;
      throw new Error(await reasonOf(folder, end.said));
    }
  } finally {
    // From here on it lives on its own, longer than this process where that one is killed.
    child.stderr.destroy();
    child.unref();
  }
}

function endOf(child: ChildProcess): Promise<{ said: string; error?: unknown }> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-10_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ said, error }));
    child.once('close', () => resolve({ said }));
  });
}

/** Before its log is open it writes to its output, then to the file of the day. */
async function reasonOf({ path }: ServerFolder, said: string): Promise<string> {
  const folder = join(path, 'log');
  const files = await Promise.all(
    (await readdir(folder).catch(() => [])).map(async (name) => {
      const file = join(folder, name);
      return { file, at: (await stat(file)).mtimeMs };
    }),
  );
  const newest = files.sort((a, b) => b.at - a.at)[0];
  const log = newest === undefined ? '' : await readFile(newest.file, 'utf8').catch(() => '');
  for (const text of [said, log]) {
    const reason = text.split('\n').findLast((line) => /(?:FATAL|PANIC):/.test(line));
    if (reason !== undefined) return reason.replace(/^.*?(?:FATAL|PANIC): +/, '');
  }
  return said.trim() || 'the server ended without a reason';
}

/**
 * A lock file that a dead server left behind names a process that may be another one by now: in a container the ids
 * begin again at every start. PostgreSQL would take it for a server. Where `/proc` says that the process works
 * elsewhere, the files are removed; in all other cases PostgreSQL decides.
 */
async function removeStaleLocks(folder: ServerFolder): Promise<void> {
  const pid = Number((await lockFile(folder))?.[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return;
  const works = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (works === null || works === folder.path) return;
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock', '.s.PGSQL.5432']) {
    await rm(join(folder.path, name), { force: true });
  }
}

async function lockFile({ path }: ServerFolder): Promise<readonly string[] | null> {
  const text = await readFile(join(path, 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : text.split('\n');
}

/** Its fourth line. Source: PostgreSQL's `src/include/utils/pidfile.h`. */
function portIn(lines: readonly string[] | null): number | null {
  const port = Number(lines?.[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}
