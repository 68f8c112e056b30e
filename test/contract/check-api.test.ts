import { describe, expect, it } from 'vitest';
import { checkApi } from '../../scripts/check-api/check.ts';
import { type JsonSchema, type Operation, readOperations } from '../../scripts/check-api/openapi.ts';
import { endpoints } from '../../src/api/index.ts';
import { descriptionFile, descriptionV1File, ownList, rows } from './support/description.ts';

const key = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe('every operation of API v2', () => {
  it('of the repository’s own list has a row', () => {
    const there = new Set(endpoints.filter(({ api, host }) => api === 'v2' && host === 'circleci').map(key));
    expect(ownList).toHaveLength(110);
    expect(ownList.map(key).filter((one) => !there.has(one))).toEqual([]);
  });

  it('of CircleCI’s description, where it is, agrees with its row', () => {
    if (descriptionFile === null) return;
    const operations = readOperations(descriptionFile);
    const named = ({ method, path, name }: { method: string; path: string; name: string }) =>
      `${method} ${path} ${name}`;
    expect(operations.map(named).sort()).toEqual(ownList.map(named).sort());
    expect(checkApi(operations)).toMatchObject({ operations: 110, problems: [] });
  });

  it('v1.1’s job details are where its description, where it is, has them', () => {
    if (descriptionV1File === null) return;
    const there = readOperations(descriptionV1File).map(key);
    const v1 = endpoints.filter(({ api }) => api === 'v1.1');
    expect(v1).toHaveLength(1);
    expect(v1.map(key).filter((one) => !there.includes(one))).toEqual([]);
  });
});

describe('the flat list', () => {
  it('has one entry for each row, each with an id of its own', () => {
    expect(endpoints).toHaveLength(rows.length);
    expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length);
  });

  it('calls GET, PUT and DELETE idempotent and nothing else', () => {
    for (const { method, idempotent } of endpoints) {
      expect(idempotent).toBe(['GET', 'PUT', 'DELETE'].includes(method));
    }
  });

  it('has the runner API in both versions on its own host, and v3 on Cloud only', () => {
    const runner = endpoints.filter(({ host }) => host === 'runner');
    expect(runner.map(({ api, path }) => `${api} ${path}`).sort()).toEqual([
      'v2 /runner',
      'v2 /runner/tasks',
      'v2 /runner/tasks/running',
      'v3 /runner',
      'v3 /runner/tasks',
      'v3 /runner/tasks/running',
    ]);
    const v3 = endpoints.filter(({ api, host }) => api === 'v3' && host === 'circleci');
    expect(v3.map(({ path }) => path).sort()).toEqual([
      '/jobs/{id}',
      '/jobs/{id}/stderr',
      '/jobs/{id}/stdout',
      '/jobs/{id}/stdout/condensed',
    ]);
    expect(v3.every(({ cloudOnly }) => cloudOnly)).toBe(true);
  });
});

it('the rows that a Server does not have are those of CircleCI’s page on API availability, and v3', () => {
  const cloudOnly = endpoints
    .filter((endpoint) => endpoint.cloudOnly)
    .map(({ api, path }) => `${api} ${path}`);
  const families = [
    /^v2 \/organization$/,
    /^v2 \/organization\/[^/]+$/,
    /^v2 \/organization\/[^/]+\/url-orb-allow-list/,
    /^v2 \/organizations\/[^/]+\/(groups|usage_export_job)/,
    /^v2 \/projects\/[^/]+\/(pipeline-definitions|triggers|rollback)/,
    /^v2 \/(deploy|otel|jobs)\//,
    /^v3 \/jobs\//,
  ];
  expect(cloudOnly.filter((one) => !families.some((family) => family.test(one)))).toEqual([]);
  const others = endpoints.filter((endpoint) => !endpoint.cloudOnly).map(({ api, path }) => `${api} ${path}`);
  expect(others.filter((one) => families.some((family) => family.test(one)))).toEqual([]);
});

describe('check:api', () => {
  const rerun: Operation = {
    method: 'POST',
    path: '/workflow/{id}/rerun',
    name: 'rerunWorkflow',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    body: {
      required: false,
      schema: {
        type: 'object',
        properties: {
          enable_ssh: { type: 'boolean' },
          from_failed: { type: 'boolean' },
          jobs: { type: 'array', items: { type: 'string', format: 'uuid' } },
          sparse_tree: { type: 'boolean' },
        },
      },
    },
    responses: [
      {
        status: 202,
        schema: {
          type: 'object',
          required: ['workflow_id'],
          properties: { workflow_id: { type: 'string' } },
        },
        examples: [],
      },
    ],
  };
  const list: Operation = {
    method: 'GET',
    path: '/pipeline/{pipeline-id}/workflow',
    name: 'listWorkflowsByPipelineId',
    parameters: [{ name: 'page-token', in: 'query', schema: { type: 'string' } }],
    body: null,
    responses: [{ status: 200, schema: { type: 'object', properties: {} }, examples: [] }],
  };
  /** What is said of one operation; of the rows that this tiny description lacks, nothing. */
  const problemsOf = (operation: Operation) =>
    checkApi([operation]).problems.filter((problem) => problem.includes(operation.path));

  it('has nothing to say where row and operation agree', () => {
    expect(problemsOf(rerun)).toEqual([]);
    expect(problemsOf(list)).toEqual([]);
  });

  it('reports an operation without a row', () => {
    const problems = problemsOf({ ...rerun, path: '/workflow/{id}/pause' });
    expect(problems).toEqual([expect.stringContaining('has no row')]);
  });

  it('reports a row without an operation, unless it is known to be beyond the description', () => {
    const { problems, notes } = checkApi([rerun]);
    expect(problems).toContainEqual(
      expect.stringMatching(/^workflows\.approve .* is not in the description$/),
    );
    expect(problems.filter((problem) => problem.startsWith('otel.'))).toEqual([]);
    expect(notes.filter((note) => note.startsWith('otel.'))).toHaveLength(3);
  });

  it('reports a body that refuses what the description allows, or takes or wants something else', () => {
    const withBody = (properties: NonNullable<JsonSchema['properties']>, required: string[] = []) =>
      problemsOf({ ...rerun, body: { required: true, schema: { type: 'object', required, properties } } });
    const known = rerun.body?.schema.properties ?? {};
    expect(withBody({ ...known, from_failed: { type: 'string' } })[0]).toContain('at from_failed');
    expect(withBody({ ...known, from_failed: { type: 'boolean', nullable: true } })[0]).toContain('refuses');
    expect(withBody({ ...known, reason: { type: 'string' } })[0]).toContain('refuses');
    const { sparse_tree: _, ...fewer } = known;
    expect(withBody(fewer)).toEqual([expect.stringContaining('takes sparse_tree')]);
    expect(withBody(known, ['jobs'])).toEqual([expect.stringContaining('does not demand jobs')]);
    expect(problemsOf({ ...rerun, body: null })).toEqual([expect.stringContaining('sends a body')]);
  });

  it('reports an answer that the row refuses', () => {
    const withAnswer = (schema: object, examples: unknown[] = []) =>
      problemsOf({ ...rerun, responses: [{ status: 202, schema, examples }] });
    const properties = { workflow_id: { type: 'string' } };
    expect(withAnswer({ type: 'object', properties })[0]).toContain('refuses');
    const nullable = { workflow_id: { type: 'string', nullable: true } };
    expect(withAnswer({ type: 'object', required: ['workflow_id'], properties: nullable })[0]).toContain(
      'refuses',
    );
    expect(withAnswer({ type: 'object', required: ['workflow_id'], properties }, [{}])[0]).toContain(
      'refuses',
    );
  });

  it('reports a query parameter that the row lacks, has beyond, refuses or does not demand', () => {
    const withQuery = (parameters: Operation['parameters']) => problemsOf({ ...list, parameters });
    const text = { type: 'string' };
    const token = { name: 'page-token', in: 'query', schema: text };
    expect(withQuery([token, { name: 'sort', in: 'query', schema: text }])[0]).toContain(
      'does not take sort',
    );
    expect(withQuery([])[0]).toContain('takes page-token');
    expect(withQuery([{ ...token, schema: { type: 'integer' } }])[0]).toContain('refuses');
    expect(withQuery([{ ...token, required: true }])[0]).toContain('does not demand page-token');
  });
});
