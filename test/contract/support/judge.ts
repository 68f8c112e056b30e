import { Ajv, type AnySchema } from 'ajv';
import type { JsonSchema, Operation } from '../../../scripts/check-api/openapi.ts';
import type { SeenRequest } from '../../unit/api/support/server.ts';

const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false });
/** A query has only text: what the description calls a number or a boolean is read from it. */
const queryAjv = new Ajv({ strict: false, validateFormats: false, coerceTypes: 'array' });

/** @returns a line for everything in a request that the operation does not allow; empty for a good one */
export function judge(operation: Operation, prefix: string, request: SeenRequest): string[] {
  const url = new URL(request.target, 'http://host.test');
  return [
    ...(request.method === operation.method ? [] : [`method ${request.method}`]),
    ...(pathPattern(prefix + operation.path).test(url.pathname) ? [] : [`path ${url.pathname}`]),
    ...judgeQuery(operation, url.searchParams),
    ...judgeBody(operation, request),
  ];
}

/** Slugs are three segments, or two for an organization, or a UUID; everything else is one. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/(\{[^}]+\})/).map((part) => {
    if (part === '{project-slug}') return '[^/]+/[^/]+/[^/]+';
    if (part === '{org-slug}' || part === '{org-slug-or-id}') return '[^/]+(?:/[^/]+)?';
    return part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

function judgeQuery(operation: Operation, sent: URLSearchParams): string[] {
  const described = operation.parameters.filter((parameter) => parameter.in === 'query');
  const unknown = [...sent.keys()].filter((key) => !described.some(({ name }) => name === key));
  const missing = described.filter(({ name, required }) => required === true && !sent.has(name));
  const wrong = described.flatMap(({ name, schema = {} }) => {
    const values = sent.getAll(name);
    // The description writes "the same key several times" as an object without properties.
    const isRepeated = schema.type === 'object' && schema.properties === undefined;
    if (values.length === 0 || isRepeated) return [];
    return refused(queryAjv, schema, values.length === 1 ? values[0] : values, `query ${name}`);
  });
  return [
    ...unknown.filter((key) => key !== 'page-token').map((key) => `unknown query ${key}`),
    ...missing.map(({ name }) => `query ${name} is missing`),
    ...wrong,
  ];
}

function judgeBody(operation: Operation, request: SeenRequest): string[] {
  const contentType = request.headers['content-type'];
  if (operation.body === null) {
    return [
      ...(request.body === '' ? [] : ['a body where there should be none']),
      ...(contentType === undefined ? [] : [`content type ${contentType} without a body`]),
    ];
  }
  if (contentType !== 'application/json') return [`content type ${contentType}`];
  return refused(ajv, operation.body.schema, JSON.parse(request.body), 'body');
}

function refused(validator: Ajv, schema: JsonSchema, value: unknown, what: string): string[] {
  const validate = validator.compile(forValidator(schema) as AnySchema);
  // The validator may coerce in place.
  return validate(structuredClone({ value }).value)
    ? []
    : [`${what}: ${validator.errorsText(validate.errors)}`];
}

/** `nullable` needs a type beside it in the validator; the description has it on choices too. */
function forValidator(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forValidator);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, 'x-nullable': alsoNullable, ...rest } = node as JsonSchema;
  // Beside a choice, "no additional properties" would allow none at all; each branch says it for itself.
  const isChoice = (rest.oneOf ?? rest.anyOf) !== undefined && rest.properties === undefined;
  const { additionalProperties: _, ...choice } = rest;
  const entries = Object.entries(isChoice ? choice : rest).map(([key, value]) => [key, forValidator(value)]);
  const schema = Object.fromEntries(entries);
  return nullable === true || alsoNullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
