import { isMap, isNode, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  type DeclaredParameter,
  LONGEST_KEY,
  LONGEST_VALUE,
  MOST_PARAMETERS,
  type ParameterType,
  type ParameterValue,
} from '../domain/parameter.ts';

/** Longer ones are not looked at. */
export const LARGEST_CONFIG = 1_000_000;
/** More is not parsed: nothing else can be done meanwhile. Of most configurations only one section is. */
const LARGEST_PARSED = 60_000;
/** The parser's time grows with the square of it. */
const DEEPEST = 50;
const MOST_OPTIONS = 200;

const Entry = z.object({
  type: z.string().max(100).catch('string'),
  description: z.string().nullish().catch(null),
  default: z.union([z.string(), z.number(), z.boolean()]).nullish().catch(null),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .catch([])
    .default([]),
});

const TYPES: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'integer',
  'enum',
] satisfies ParameterType[]);

/**
 * The pipeline parameters that a configuration declares. It comes from whoever may push to a repository, so it may be
 * hostile: its size, its aliases and all that is taken of it are bounded.
 *
 * @param source a configuration as its authors wrote it; the compiled one declares nothing any more
 * @returns in the order of the configuration; null when it cannot be read
 */
export function readParameters(source: string): readonly DeclaredParameter[] | null {
  if (source.trim() === '' || source.length > LARGEST_CONFIG) return null;
  const text = sectionOf(source);
  if (text.length > LARGEST_PARSED || isDeep(text)) return null;
  const plain = parametersIn(text);
  if (plain === null) return null;
  return Object.entries(plain)
    .filter(([name]) => isName(name))
    .slice(0, MOST_PARAMETERS)
    .map(([name, value]) => toDeclared(name, value));
}

/**
 * A configuration is a map whose keys stand at the beginnings of lines, and nothing within a value does. So the lines of
 * `parameters:` can be read alone, as long as they refer to nothing else.
 */
function sectionOf(source: string): string {
  const lines = source.split(/\r\n?|\n/);
  const isKey = (line: string) => /^[^\s#]/.test(line) && !/^[-\]}]/.test(line);
  const starts = lines.flatMap((line, at) =>
    /^(?:parameters|"parameters"|'parameters')\s*:/.test(line) ? [at] : [],
  );
  const [start, ...more] = starts;
  const isFlow = lines.find((line) => /^[^\s#]/.test(line) && line !== '---')?.startsWith('{') === true;
  if (more.length > 0 || isFlow) return source;
  if (start === undefined) return isConfig(lines) ? '{}' : source;
  const length = lines.slice(start + 1).findIndex(isKey);
  const section = lines.slice(start, length === -1 ? undefined : start + 1 + length).join('\n');
  return /(?:^|[\s[{,:])\*|<</.test(section) ? source : section;
}

/** @returns true for a text that has keys: then it declares nothing, which need not be parsed to be seen */
function isConfig(lines: readonly string[]): boolean {
  return lines.some((line) => /^(?:version|jobs|workflows|orbs|setup)\s*:/.test(line));
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Every error of the library's means the same here: nothing is known of the parameters. */
function parametersIn(source: string): object | null {
  try {
    // Unique keys are checked by comparing each with each, which a hostile file makes endless.
    const document = parseDocument(source, {
      uniqueKeys: false,
      merge: true,
      logLevel: 'silent',
      prettyErrors: false,
    });
    if (document.errors.length > 0 || !isMap(document.contents)) return null;
    const node: unknown = document.get('parameters', true);
    if (!isNode(node)) return {};
    const plain: unknown = node.toJS(document, { maxAliasCount: 100 });
    if (plain === null) return {};
    return typeof plain === 'object' && !Array.isArray(plain) ? plain : null;
  } catch {
    return null;
  }
}

function isName(name: string): boolean {
  return name !== '' && name.length <= LONGEST_KEY && !/\p{Cc}/u.test(name);
}

function toDeclared(name: string, value: unknown): DeclaredParameter {
  const entry = Entry.safeParse(value).data;
  const typeName = visible(entry?.type ?? 'string');
  const options = (entry?.enum ?? []).map(String).filter((option) => option.length <= LONGEST_VALUE);
  return {
    name,
    type: typeOf(typeName, options),
    typeName,
    description: visible(entry?.description ?? '').slice(0, 1_000) || null,
    fallback: fallbackOf(entry?.default ?? null),
    options: [...new Set(options.map(visible))].slice(0, MOST_OPTIONS),
  };
}

function typeOf(typeName: string, options: readonly string[]): ParameterType {
  if (typeName === 'enum' && options.length === 0) return 'other';
  return TYPES.has(typeName) ? (typeName as ParameterType) : 'other';
}

function fallbackOf(value: ParameterValue | null): ParameterValue | null {
  return typeof value === 'string' ? visible(value) : value;
}

/** The database takes no null bytes and no half characters. */
function visible(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}
