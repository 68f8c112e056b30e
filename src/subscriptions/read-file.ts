import { isMap, isNode, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { filterOf, SubscriptionsFile } from './file-schema.ts';

/** A subscription of the file. */
export interface FileSubscription {
  readonly channelId: string;
  readonly filter: Filter;
}

export interface FileProblem {
  /** Both begin with 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export type FileRead =
  | { readonly subscriptions: readonly FileSubscription[] }
  | { readonly problems: readonly FileProblem[] };

/** What is larger is no list of subscriptions that anybody reviewed. */
export const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ENTRIES = 20_000;
/** Most that are told; the rest is most often the same once more. */
const MOST_PROBLEMS = 50;

type Document = ReturnType<typeof parseDocument>;
type Path = readonly PropertyKey[];

/** @returns all subscriptions of the file, or everything that is wrong with it: a file is never taken in part */
export function readSubscriptionsFile(source: string): FileRead {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, text: string): FileProblem => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col, text };
  };
  const report = (problems: readonly FileProblem[]) => ({
    problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_PROBLEMS),
  });
  if (document.errors.length > 0) {
    return report(document.errors.map(({ pos, message }) => at(pos[0], `is no YAML: ${firstLine(message)}`)));
  }
  const dangling = danglingAlias(document);
  if (dangling !== null) return report([at(dangling.offset, `“*${dangling.name}” is set nowhere before`)]);
  const value = plainValue(document);
  if (value instanceof Error) return report([at(0, `is no YAML: ${firstLine(value.message)}`)]);
  const parsed = SubscriptionsFile.safeParse(value);
  if (!parsed.success) {
    return report(
      parsed.error.issues.flatMap((issue) =>
        problemsOf(issue, value).map(({ path, key, text }) => at(offsetOf(document, path, key), text)),
      ),
    );
  }
  const subscriptions: FileSubscription[] = [];
  const twice: FileProblem[] = [];
  const seen = new Set<string>();
  for (const [channelId, entries] of Object.entries(parsed.data.channels)) {
    for (const [index, entry] of entries.entries()) {
      const place = `${channelId} ${entry.project}`;
      const path = ['channels', channelId, index, 'project'];
      if (seen.has(place)) {
        twice.push(
          at(offsetOf(document, path), `${show(entry.project)} is subscribed to twice in this channel`),
        );
      }
      seen.add(place);
      subscriptions.push({ channelId, filter: filterOf(entry) });
    }
  }
  if (subscriptions.length > MOST_ENTRIES) {
    return report([
      at(0, `has ${subscriptions.length} subscriptions, and at most ${MOST_ENTRIES} are taken`),
    ]);
  }
  return twice.length > 0 ? report(twice) : { subscriptions };
}

/** @returns one line for each, as compilers write them */
export function problemLines(name: string, problems: readonly FileProblem[]): string[] {
  return problems.map(({ line, column, text }) => `${name}:${line}:${column}: ${text}`);
}

function danglingAlias(document: Document): { offset: number; name: string } | null {
  let found: { offset: number; name: string } | null = null;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { offset: alias.range?.[0] ?? 0, name: alias.source.slice(0, 80) };
      return visit.BREAK;
    },
  });
  return found;
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases that multiply each other.
    return error instanceof Error ? error : new Error('it cannot be read');
  }
}

interface Located {
  readonly path: Path;
  /** Where a key itself is wrong and not its value. */
  readonly key?: string;
  readonly text: string;
}

function problemsOf(issue: z.core.$ZodIssue, root: unknown): Located[] {
  const { path } = issue;
  const name = String(path.findLast((part) => typeof part === 'string') ?? 'the file');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path, key, text: unknownKey(key, path) }));
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    return [{ path: path.slice(0, -1), key: name, text: `${show(name)} ${inner?.message ?? 'is no key'}` }];
  }
  const value = valueAt(root, path);
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String);
    const [near] = nearest(String(value), words);
    const hint = near === undefined ? `There are ${words.join(', ')}.` : `Did you mean ${near}?`;
    return [{ path, text: `${show(value)} is none of ${name}. ${hint}` }];
  }
  if (issue.code === 'custom') {
    // What commands say is a sentence of its own.
    const own = /^[“A-Z]/.test(issue.message);
    return [{ path, text: own ? issue.message : `${show(value)} ${issue.message}` }];
  }
  if (value === undefined) return [{ path, text: `${name} is missing` }];
  return [{ path, text: `${name}: ${issue.message}` }];
}

const ROOT_KEYS = Object.keys(SubscriptionsFile.shape);
const ENTRY_KEYS = Object.keys(SubscriptionsFile.shape.channels.valueType.element.shape);

function unknownKey(key: string, path: Path): string {
  const known = path.length === 0 ? ROOT_KEYS : path.length === 3 ? ENTRY_KEYS : ['whom', 'on'];
  const [near] = nearest(key, known);
  const hint = near === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${near}?`;
  return `${show(key)} is not known here. ${hint}`;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** @returns where in the text something stands, or the nearest thing around it that stands there */
function offsetOf(document: Document, path: Path, key?: string): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const named = length === path.length && key !== undefined ? keyNode(node, key) : null;
    return (named ?? node).range?.[0] ?? 0;
  }
  return 0;
}

function keyNode(node: Node, key: string): Node | null {
  if (!isMap(node)) return null;
  const found = node.items.find((pair) => isNode(pair.key) && String(pair.key) === key)?.key;
  return isNode(found) ? found : null;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${(text ?? '').slice(0, 80).replaceAll(/\p{Cc}/gu, ' ')}”`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
