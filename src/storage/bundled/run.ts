import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { StorageError } from '../storage-error.ts';
import type { ServerUser } from './user.ts';

/** Messages in English, and nothing of this process's secrets. Windows adds what its programs need. */
export const ENVIRONMENT = { LC_ALL: 'C' };

/**
 * Runs one of PostgreSQL's programs to its end.
 * @throws Error with what it wrote when it fails; StorageError when it cannot be run on this machine
 */
export async function run(program: string, words: readonly string[], user: ServerUser | null): Promise<void> {
  const child = spawn(program, words, {
    ...(user ?? {}),
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  const keep = (text: string) => {
    said = (said + text).slice(-10_000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise.catch((error: unknown) => cannotRun(program, error));
  if (code === 0) return;
  const reason = said.split('\n').find((line) => line.includes('error:')) ?? said.trim();
  throw new Error(reason.replace(/^.*?error: /, '') || `${program} ended with code ${code}`);
}

/** @throws StorageError always, or the error where it knows no better */
export async function cannotRun(program: string, error: unknown): Promise<never> {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  // The file is there, but not the C library that it asks for.
  if (code === 'ENOENT' && (await stat(program).catch(() => null)) !== null) {
    throw new StorageError(
      'The bundled PostgreSQL cannot run on this system: it needs glibc, and systems such as Alpine Linux have musl. Set DATABASE_URL to a PostgreSQL server, or use an image based on Debian.',
      { cause: error },
    );
  }
  throw error;
}
