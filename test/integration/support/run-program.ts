import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { complete } from '../../support/config.ts';

/** The program as a process, until it ends. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly output: { out: string; err: string };
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

const main = join(import.meta.dirname, '../../../src/main.ts');
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** @param given settings over the least that is needed; Slack and CircleCI cannot be reached unless it says otherwise */
export function startProgram(given: Readonly<Record<string, string | undefined>>): RunningProgram {
  const env = {
    PATH: process.env.PATH,
    ...complete,
    SLACK_API_URL: NOWHERE,
    CIRCLECI_URL: NOWHERE,
    HOST: '127.0.0.1',
    PORT: '0',
    ...given,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test run that dies must not leave a bot behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const output = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      process.off('exit', kill);
      resolve(code);
    });
  });
  return { child, output, ended };
}
