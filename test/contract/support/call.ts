import { fullExample, variants } from '../../../scripts/check-api/examples.ts';
import type { Operation, Parameter } from '../../../scripts/check-api/openapi.ts';
import type { CallInput } from '../../../src/api/check-input.ts';
import type { CircleCI } from '../../../src/api/index.ts';

/** The client's own method for a row, found by its id, called as a program without types would. */
export function callById(circleci: CircleCI, id: string, input: CallInput): Promise<unknown> {
  const [resource = '', method = ''] = id.split('.');
  const call: unknown = Reflect.get(Reflect.get(circleci, resource), method);
  if (typeof call !== 'function') throw new Error(`the client has no ${id}`);
  return call(input);
}

/** Inputs that the description allows: everything that can be said, and the least. */
export function inputsFor(operation: Operation): CallInput[] {
  const path = Object.fromEntries(
    operation.parameters
      .filter(({ in: place }) => place === 'path')
      .map(({ name }) => [name, pathValue(name)]),
  );
  const query = operation.parameters.filter(({ in: place }) => place === 'query');
  const base = Object.keys(path).length === 0 ? {} : { path };
  const [full, least] = operation.body === null ? [] : variants(operation.body.schema);
  return [
    { ...base, ...queryPart(query), ...(full === undefined ? {} : { body: full }) },
    {
      ...base,
      ...queryPart(query.filter(({ required }) => required === true)),
      ...(least === undefined ? {} : { body: least }),
    },
  ];
}

function queryPart(parameters: readonly Parameter[]): { query?: Record<string, unknown> } {
  if (parameters.length === 0) return {};
  return { query: Object.fromEntries(parameters.map((one) => [one.name, queryValue(one)])) };
}

function queryValue({ schema = {} }: Parameter): unknown {
  const isRepeated = schema.type === 'object' && schema.properties === undefined;
  return isRepeated ? ['main', 'release'] : fullExample(schema);
}

/** Awkward on purpose: whatever a name may hold has to arrive escaped. */
function pathValue(name: string): string | number {
  if (name === 'project-slug') return 'gh/acme corp/web+api';
  if (name.startsWith('org-slug')) return 'gh/acme corp';
  if (name === 'provider') return 'gh';
  if (name === 'vcs-type') return 'github';
  if (/number|build_num/.test(name)) return 42;
  return /(^|[-_])id$|ID$/.test(name) ? '5034460f-c7c4-4c43-9457-de07e2029e7b' : 'a/b c?d';
}
