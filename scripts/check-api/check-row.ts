import { z } from 'zod';
import type { Endpoint } from '../../src/api/endpoint.ts';
import type { NamedRow } from '../../src/api/registry.ts';
import { keysBeyondTheDescription } from './beyond.ts';
import { fullExample, variants, withUnknownFields } from './examples.ts';
import type { JsonSchema, Operation, Parameter } from './openapi.ts';

/** @returns a line for everything in which the row differs from the operation */
export function checkRow({ id, row }: NamedRow, operation: Operation): string[] {
  return [
    ...checkQuery(row, operation),
    ...checkBody(id, row, operation),
    ...checkResponses(row, operation),
  ].map((problem) => `${id} (${operation.method} ${operation.path}): ${problem}`);
}

function checkQuery(row: Endpoint, operation: Operation): string[] {
  const described = operation.parameters.filter((parameter) => parameter.in === 'query');
  const names = described.map(({ name }) => name);
  const missing = names.filter((name) => !keysOf(row.query).has(name));
  const extra = [...keysOf(row.query)].filter((key) => !names.includes(key) && !isPaging(key, operation));
  return [
    ...missing.map((name) => `the query does not take ${name}`),
    ...extra.map((name) => `the query takes ${name}, which is not in the description`),
    ...described.filter(({ required }) => required).flatMap((one) => checkRequired(row, described, one)),
    ...(missing.length > 0 ? [] : queries(described)).flatMap((query) => refusal(row.query, query, 'query')),
  ];
}

/** Where an answer has a page token, sending it back is the only way on, described or not. */
function isPaging(key: string, operation: Operation): boolean {
  const hasToken = operation.responses.some(({ schema }) => schema.properties?.next_page_token !== undefined);
  return key === 'page-token' && hasToken;
}

function checkRequired(row: Endpoint, described: readonly Parameter[], one: Parameter): string[] {
  const query = Object.fromEntries(
    described.filter(({ name }) => name !== one.name).map((other) => [other.name, oneValueOf(other)]),
  );
  return row.query?.safeParse(query).success === true ? [`the query does not demand ${one.name}`] : [];
}

/** Everything, the least, and everything with each other value of each parameter. */
function queries(described: readonly Parameter[]): Record<string, unknown>[] {
  const full = Object.fromEntries(described.map((parameter) => [parameter.name, oneValueOf(parameter)]));
  const least = Object.fromEntries(
    described.filter(({ required }) => required).map((one) => [one.name, oneValueOf(one)]),
  );
  const others = described.flatMap((one) => valuesOf(one).map((value) => ({ ...full, [one.name]: value })));
  return described.length === 0 ? [] : [full, least, ...others];
}

function oneValueOf(parameter: Parameter): unknown {
  return valuesOf(parameter)[0];
}

/** The description writes "the same key several times" as an object without properties. */
function valuesOf({ schema = {} }: Parameter): unknown[] {
  const isRepeated = schema.type === 'object' && schema.properties === undefined;
  return isRepeated ? ['main', ['main', 'release']] : variants(schema);
}

function checkBody(id: string, row: Endpoint, operation: Operation): string[] {
  if (operation.body === null)
    return row.body === undefined ? [] : ['sends a body, the description has none'];
  if (row.body === undefined) return ['sends no body, the description has one'];
  const { schema } = operation.body;
  const extra = extraKeys(row.body, schema).filter((key) => !keysBeyondTheDescription[id]?.includes(key));
  return [
    ...extra.map((key) => `the body takes ${key}, which is not in the description`),
    ...missingRequired(row.body, schema).map((key) => `the body does not demand ${key}`),
    ...variants(schema).flatMap((body) => refusal(row.body, body ?? {}, 'body')),
  ];
}

function extraKeys(body: z.ZodType, schema: JsonSchema): string[] {
  if (schema.properties === undefined) return [];
  return [...keysOf(body)].filter((key) => schema.properties?.[key] === undefined);
}

function missingRequired(body: z.ZodType, schema: JsonSchema): string[] {
  const full = fullExample(schema);
  if (typeof full !== 'object' || full === null) return [];
  return (schema.required ?? []).filter((key) => {
    const without = Object.fromEntries(Object.entries(full).filter(([name]) => name !== key));
    return body.safeParse(without).success;
  });
}

function checkResponses(row: Endpoint, operation: Operation): string[] {
  if (operation.responses.length === 0) return ['the description has no answer to check against'];
  return operation.responses.flatMap(({ status, schema, examples }) =>
    [...variants(schema), ...examples, withUnknownFields(schema)].flatMap((answer) =>
      refusal(row.response, answer, `answer ${status}`),
    ),
  );
}

function refusal(schema: z.ZodType | undefined, value: unknown, what: string): string[] {
  const result = schema?.safeParse(value);
  if (result === undefined || result.success) return [];
  return [`the ${what} schema refuses what the description allows: ${z.prettifyError(result.error)}`];
}

/** The keys a request schema takes, in any of its branches. */
function keysOf(schema: z.ZodType | undefined): Set<string> {
  if (schema === undefined) return new Set();
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const branches = [json, ...(json.anyOf ?? []), ...(json.oneOf ?? []), ...(json.allOf ?? [])];
  return new Set(branches.flatMap((branch) => Object.keys(branch.properties ?? {})));
}
