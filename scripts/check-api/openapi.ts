import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The part of JSON Schema that OpenAPI 3.0 descriptions use. */
export interface JsonSchema {
  readonly $ref?: string;
  /** Several in OpenAPI 3.1. */
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly nullable?: boolean;
  readonly 'x-nullable'?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface Content {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface Operation {
  /** `GET` */
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Null when the operation takes no body. */
  readonly body: { readonly schema: JsonSchema; readonly required: boolean } | null;
  /** One per success status that has a JSON body. */
  readonly responses: readonly {
    readonly status: number;
    readonly schema: JsonSchema;
    readonly examples: readonly unknown[];
  }[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/**
 * @param file an OpenAPI 3.0 description, JSON
 * @returns its operations, all references resolved
 * @throws Error when the file is no such description
 */
export function readOperations(file: string): Operation[] {
  const parsed = Document.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new Error(`${file} is not an OpenAPI description: ${z.prettifyError(parsed.error)}`);
  const document = parsed.data;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const resolve = resolver(document);
      return toOperation(method, path, resolve(item[method]), resolve(item.parameters ?? []));
    }),
  );
}

/** Replaces references by what they refer to, to a depth; a schema that contains itself ends as `{}`. */
function resolver(document: object): (node: unknown) => unknown {
  const resolve = (node: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => resolve(item, path));
    if (typeof node !== 'object' || node === null) return node;
    const ref = '$ref' in node && typeof node.$ref === 'string' ? node.$ref : null;
    if (ref !== null) return path.includes(ref) ? {} : resolve(lookUp(document, ref), [...path, ref]);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, path)]));
  };
  return (node) => resolve(node, []);
}

function lookUp(document: object, ref: string): unknown {
  const keys = ref.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>((node, key) => {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined;
  }, document);
}

interface RawOperation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content?: Readonly<Record<string, Content>>;
  };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

function toOperation(method: string, path: string, raw: unknown, shared: unknown): Operation {
  const operation = raw as RawOperation;
  const bodySchema = operation.requestBody?.content?.['application/json']?.schema;
  return {
    method: method.toUpperCase(),
    path,
    name: operation.operationId ?? `${method} ${path}`,
    parameters: [...(shared as readonly Parameter[]), ...(operation.parameters ?? [])],
    body:
      bodySchema === undefined
        ? null
        : { schema: bodySchema, required: operation.requestBody?.required ?? false },
    responses: Object.entries(operation.responses ?? {}).flatMap(([status, response]) => {
      const content = response.content?.['application/json'];
      if (!status.startsWith('2') || content?.schema === undefined) return [];
      return [{ status: Number(status), schema: content.schema, examples: examplesOf(content) }];
    }),
  };
}

function examplesOf(content: Content): unknown[] {
  const named = Object.values(content.examples ?? {}).map(({ value }) => value);
  return [content.example, ...named].filter((example) => example !== undefined);
}
