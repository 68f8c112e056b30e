import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type JsonSchema, type Operation, readOperations } from '../../../scripts/check-api/openapi.ts';
import type { Endpoint } from '../../../src/api/endpoint.ts';
import { allRows } from '../../../src/api/registry.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = process.env.CIRCLECI_SHARED_DIR ?? join(root, '../shared/circleci');

/** Where CircleCI's own descriptions are on this machine; null where they are not. */
export const descriptionFile = existing('openapi-v2.json');
export const descriptionV1File = existing('openapi-v1.1.json');

function existing(name: string): string | null {
  const file = join(folder, name);
  return existsSync(file) ? file : null;
}

const Names = z.array(z.object({ method: z.string(), path: z.string(), name: z.string() }));

/** The repository's own list: method, path and name of every operation of API v2. */
export const ownList = Names.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../operations.json'), 'utf8')),
);

/**
 * The operation each row is held to: CircleCI's description where it has the row and is on this machine, else one
 * made from the row itself, with which method, path, escaping and transport are still tested.
 */
export function operationOf(row: Endpoint): Operation {
  return (
    described.find(({ method, path }) => row.method === method && row.path === path && isV2(row)) ??
    fromRow(row)
  );
}

const described = descriptionFile === null ? [] : readOperations(descriptionFile);

function isV2(row: Endpoint): boolean {
  return row.api === 'v2' && row.host === 'circleci';
}

function fromRow(row: Endpoint): Operation {
  const names = [...row.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const wholeQuery = row.query === undefined ? {} : toJson(row.query);
  const query = wholeQuery.anyOf?.[0] ?? wholeQuery;
  return {
    method: row.method,
    path: row.path,
    name: row.path,
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query',
        required: query.required?.includes(name) ?? false,
        schema,
      })),
    ],
    body: row.body === undefined ? null : { schema: toJson(row.body), required: true },
    responses: [{ status: 200, schema: toJson(row.response), examples: [] }],
  };
}

function toJson(schema: z.core.$ZodType): JsonSchema {
  // The validator would look for the draft that zod names, which says nothing about the request.
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    // `valuesByName` counts the keys first; what it says of the values is in its second half.
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'pipe' && def.out._zod.def.type === 'record')
        Object.assign(jsonSchema, toJson(def.out));
    },
  });
  return json as JsonSchema;
}

/** All rows, for `it.each`. */
export const rows = allRows();
