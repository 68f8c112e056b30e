import type { JsonSchema } from './openapi.ts';

/**
 * Values that a schema allows: first one with everything in it, then one for every way to be different: without
 * the optional fields, each nullable null, each word of a list, each branch of a choice.
 *
 * @returns at least one value, the fullest first
 */
export function variants(schema: JsonSchema): unknown[] {
  const isNullable = schema.nullable === true || schema['x-nullable'] === true;
  return isNullable ? [...solid(schema), null] : solid(schema);
}

/** The fullest value of a schema. */
export function fullExample(schema: JsonSchema): unknown {
  return variants(schema)[0];
}

/** The fullest value with a field more, at every level that is no map: what CircleCI may send tomorrow. */
export function withUnknownFields(schema: JsonSchema): unknown {
  return addFields(schema, fullExample(schema));
}

function addFields(schema: JsonSchema, value: unknown): unknown {
  if (schema.items !== undefined && Array.isArray(value)) {
    const { items } = schema;
    return value.map((item) => addFields(items, item));
  }
  const { properties } = schema.allOf === undefined ? schema : mergeAll(schema.allOf);
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, addFields(properties[key] ?? {}, inner)]);
  return { ...Object.fromEntries(entries), 'a-field-of-tomorrow': 'new' };
}

function solid(schema: JsonSchema): unknown[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.flatMap((one: string) => solid({ ...schema, type: one }));
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return [...schema.enum];
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice !== undefined) return choice.flatMap(variants);
  if (schema.allOf !== undefined) return solid(mergeAll(schema.allOf));
  if (schema.properties !== undefined || schema.type === 'object') return objects(schema);
  if (schema.type === 'array') return arrays(schema);
  return scalars(schema);
}

function mergeAll(schemas: readonly JsonSchema[]): JsonSchema {
  const properties = Object.assign({}, ...schemas.map((schema) => schema.properties));
  const required = schemas.flatMap((schema) => schema.required ?? []);
  const merged = Object.assign({}, ...schemas, { required });
  return Object.keys(properties).length > 0 ? { ...merged, properties } : merged;
}

function objects(schema: JsonSchema): unknown[] {
  const properties = Object.entries(schema.properties ?? {}).map(([key, value]) => ({
    key,
    values: variants(value),
  }));
  const extra = typeof schema.additionalProperties === 'object' ? variants(schema.additionalProperties) : [];
  const fullest = {
    ...Object.fromEntries(properties.map(({ key, values }) => [key, values[0]])),
    ...(extra.length > 0 ? { some_key: extra[0] } : {}),
  };
  const required = new Set(schema.required ?? []);
  const least = Object.fromEntries(
    properties.filter(({ key }) => required.has(key)).map(({ key, values }) => [key, values[0]]),
  );
  return [
    fullest,
    least,
    ...properties.flatMap(({ key, values }) =>
      values.slice(1).map((value) => ({ ...fullest, [key]: value })),
    ),
    ...extra.slice(1).map((value) => ({ ...fullest, some_key: value })),
  ];
}

function arrays(schema: JsonSchema): unknown[] {
  const items = variants(schema.items ?? {});
  return [[items[0]], [], ...items.slice(1).map((item) => [item])];
}

function scalars(schema: JsonSchema): unknown[] {
  switch (schema.type) {
    case 'boolean':
      return [true, false];
    case 'integer':
      return [Math.max(schema.minimum ?? 1, 1)];
    case 'number':
      return [0.5, 1];
    case 'null':
      return [null];
    default:
      return [text(schema)];
  }
}

const UUID = '5034460f-c7c4-4c43-9457-de07e2029e7b';

function text({ format, pattern, minLength = 0 }: JsonSchema): string {
  if (format === 'uuid') return UUID;
  if (format === 'date-time') return '2026-09-21T17:29:21.042Z';
  if (format === 'uri') return 'https://example.com/file.csv';
  // The only pattern in the description is that of a duration.
  if (pattern !== undefined) return '1h30m';
  return 'some text'.padEnd(minLength, '.');
}
