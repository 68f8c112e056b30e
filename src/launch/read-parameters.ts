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

/** Longer ones are not read: whoever asked would wait, and everybody else with them. */
export const LARGEST_CONFIG = 400_000;
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
  const plain = parametersIn(source);
  if (plain === null) return null;
  return Object.entries(plain)
    .filter(([name]) => isName(name))
    .slice(0, MOST_PARAMETERS)
    .map(([name, value]) => toDeclared(name, value));
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
