import { posix } from 'node:path';
import { lineOf, type SourceFile } from './tree.ts';

export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written: `../domain/locale.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** The imported file's path from the root for relative specifiers, else null. */
  readonly target: string | null;
  /** The whole statement is `import type` or `export type`. */
  readonly typeOnly: boolean;
}

const STATEMENT =
  /^[ \t]*(?:import|export)[ \t]+(type[ \t]+)?(?:[^'";]*?[ \t\n}]from[ \t]*)?'([^'\n]+)'|\bimport\([ \t\n]*'([^'\n]+)'/gm;

/** Every import, re-export and dynamic import of a file, in the repository's own style (single quotes). */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...text.matchAll(STATEMENT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    return {
      from: path,
      line: lineOf(text, match.index),
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null,
      typeOnly: match[1] !== undefined,
    };
  });
}

/** `@slack/bolt/dist/x` → `@slack/bolt`; null for relative imports and Node's own modules. */
export function packageOf({ specifier, target }: Import): string | null {
  if (target !== null || specifier.startsWith('node:')) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
