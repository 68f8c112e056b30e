import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export const root = join(import.meta.dirname, '../../..');

const BINARY = /\.(png|jpg|gif|ico|woff2?)$/;

/**
 * Every file that belongs to the repository: tracked, or new and not ignored. Read once per run.
 * @param pattern only paths that match it
 */
export function files(pattern: RegExp = /./): readonly SourceFile[] {
  all ??= readAll();
  return all.filter((file) => pattern.test(file.path));
}

let all: readonly SourceFile[] | undefined;

function readAll(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && !BINARY.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Line number (from 1) of a position, for messages that an editor can open. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Every match of any pattern, as `path:line: what`. */
export function findings(where: readonly SourceFile[], what: string, pattern: RegExp): string[] {
  return where.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(
      (match) => `${path}:${lineOf(text, match.index)}: ${what} (${match[0].trim()})`,
    ),
  );
}
