import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/storage/bundled/free-port.ts';
import { cpuMs, pssBytes, serverPids } from './processes.ts';

/** A program under measurement, in a process of its own, from being spawned to being ready. */
export interface Program {
  readonly url: string;
  readonly port: number;
  /** Milliseconds from the spawn to the first 200. */
  readonly readyMs: number;
  /** Bytes of memory right now: its own, and that of the database server it runs in `DATA_DIR`, 0 where it runs none. */
  memory(): Promise<{ readonly own: number; readonly server: number }>;
  /** CPU time of the process so far, in milliseconds, without the server's. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 5;

/**
 * Runs a file that listens on `PORT`, in an empty folder so that no `.env` has a say.
 *
 * @param path answers 200 when it is ready
 * @throws when it ends first, or is not ready within a minute
 */
export async function startReady(
  file: string,
  environment: Readonly<Record<string, string>>,
  path: string,
): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'chatops-bench-cwd-'));
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, port, path, began + READY_TIMEOUT_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    readyMs: performance.now() - began,
    memory: async () => ({
      own: await pssBytes(pidOf(child)),
      server: await serverBytes(environment.DATA_DIR),
    }),
    cpuMs: () => cpuMs(pidOf(child)),
    stop,
  };
}

async function untilReady(child: ChildProcess, port: number, path: string, deadline: number): Promise<void> {
  while ((await statusOf(port, path)) !== 200) {
    if (child.exitCode !== null)
      throw new Error(`the program ended with ${child.exitCode} before it was ready`);
    if (performance.now() > deadline) throw new Error(`the program is not ready: ${path} is not 200`);
    await pause(LOOK_EVERY_MS);
  }
}

/** @returns the status of the answer; null when nothing listens yet */
function statusOf(port: number, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    })
      .once('error', () => resolve(null))
      .end();
  });
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the program was not started');
  return pid;
}

async function serverBytes(dataDir: string | undefined): Promise<number> {
  const pids = dataDir === undefined ? [] : await serverPids(dataDir);
  // A process that ends meanwhile holds nothing.
  const bytes = await Promise.all(pids.map((pid) => pssBytes(pid).catch(() => 0)));
  return bytes.reduce((sum, each) => sum + each, 0);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
