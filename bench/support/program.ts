import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A program under measurement, in a process of its own, from being spawned to being ready. */
export interface Program {
  readonly url: string;
  readonly port: number;
  /** Milliseconds from the spawn to the first 200. */
  readonly readyMs: number;
  /** Bytes of memory it holds right now, as the operating system counts them (resident set). */
  residentBytes(): Promise<number>;
  /** CPU time of the process so far, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 5;
const PROGRAM = join(import.meta.dirname, '../../bin/circleci-chatops.js');

/** Starts the bot as `npm start` does and waits until `/readyz` says 200. Needs Linux for its memory. */
export function startProgram(environment: Readonly<Record<string, string>>): Promise<Program> {
  return startReady(PROGRAM, environment, '/readyz');
}

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
    residentBytes: () => residentBytes(child.pid),
    cpuMs: () => cpuMs(child.pid),
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

/** @returns the status of the answer; null when nobody listens yet */
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

async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new Error('the process has no resident memory');
  return Number(kibibytes) * 1024;
}

/** The kernel counts in hundredths of a second. Source: proc_pid_stat(5), fields 14 and 15. */
async function cpuMs(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
