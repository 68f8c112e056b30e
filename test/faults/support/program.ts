import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../src/storage/bundled/free-port.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The bot as a process of its own, on one port for as long as it lives and dies. */
export interface Program {
  readonly url: string;
  /** Starts it; `ready()` says when it answers. */
  start(): void;
  /** @throws with what it said when it ended instead, or takes longer than two minutes */
  ready(): Promise<void>;
  /** SIGKILL: no signal handler, no last words. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as a deploy sends it. @returns the exit code, null when it had to be killed */
  stop(): Promise<number | null>;
}

const main = join(import.meta.dirname, '../../../src/main.ts');
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 12_000;
const KEPT_OUTPUT = 20_000;

/** @param given the whole environment but PORT and HOST; nothing of the test's own is passed on but PATH */
export async function createProgram(given: Readonly<Record<string, string | undefined>>): Promise<Program> {
  const port = await freePort();
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: await compiled(), ...given };
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let output = '';
  // A test run that dies must not leave a bot behind.
  process.once('exit', () => child?.kill('SIGKILL'));

  const gone = async (signal: NodeJS.Signals, timeoutMs: number): Promise<number | null> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) {
      return running?.exitCode ?? null;
    }
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill(signal);
    const lastResort = setTimeout(() => running.kill('SIGKILL'), timeoutMs);
    const code = await ended;
    clearTimeout(lastResort);
    return code;
  };

  return {
    url,
    start() {
      if (child !== null) throw new Error('the program runs already');
      output = '';
      child = spawn(process.execPath, [main], {
        env: { ...env, HOST: '127.0.0.1', PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output = (output + text).slice(-KEPT_OUTPUT);
          if (process.env.TEST_LOG !== undefined) process.stderr.write(text);
        });
      }
    },
    async ready() {
      await waitFor(async () => {
        if (child === null || child.exitCode !== null) throw new Error(`the program ended:\n${output}`);
        const answer = await fetch(`${url}/healthz`).catch(() => null);
        await answer?.arrayBuffer();
        return answer?.ok === true;
      }, START_TIMEOUT_MS);
    },
    async kill() {
      await gone('SIGKILL', STOP_TIMEOUT_MS);
    },
    stop: () => gone('SIGTERM', STOP_TIMEOUT_MS),
  };
}

/**
 * Node's compile cache, filled by a start that ends at its missing configuration: a killed process writes none, and
 * without one half of the suite's time would go into compiling the same files.
 */
async function compiled(): Promise<string> {
  const folder = join(tmpdir(), `chatops-compiled-${process.pid}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [main], { env: { NODE_COMPILE_CACHE: folder }, stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return folder;
}
