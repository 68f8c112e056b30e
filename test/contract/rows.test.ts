import { describe, expect, it } from 'vitest';
import { fullExample, variants, withUnknownFields } from '../../scripts/check-api/examples.ts';
import { resources } from '../../src/api/resources/index.ts';
import { startClient } from '../unit/api/support/client.ts';
import { startServer } from '../unit/api/support/server.ts';
import { callById, inputsFor } from './support/call.ts';
import { descriptionFile, operationOf, rows } from './support/description.ts';
import { judge } from './support/judge.ts';

const against = descriptionFile === null ? 'the rows’ own schemas' : 'CircleCI’s description';

/** Every row, over real HTTP: what it sends is allowed, and what it may be answered is understood. */
describe(`each row, held to ${against}`, () => {
  it.each(rows)('$id', async ({ id, row }) => {
    const operation = operationOf(row);
    const answers = operation.responses.flatMap(({ status, schema, examples }) =>
      [...variants(schema), ...examples, withUnknownFields(schema)].map((body) => ({ status, body })),
    );
    const inputs = inputsFor(operation);
    const server = await startServer((_, response, count) => {
      const answer = answers[(count - 1) % answers.length];
      if (row.format === 'json') return answer ?? { body: null };
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(String(answer?.body));
      return null;
    });
    const circleci = startClient(server.url, { runnerUrl: `${server.url}/runner-host` });
    const calls = Math.max(answers.length, inputs.length);
    for (let count = 0; count < calls; count += 1) {
      const result = await callById(circleci, id, inputs[count % inputs.length] ?? {});
      expect(result).toBeDefined();
    }
    expect(server.seen).toHaveLength(calls);
    const prefix = `${row.host === 'runner' ? '/runner-host' : ''}/api/${row.api}`;
    expect(server.seen.flatMap((request) => judge(operation, prefix, request))).toEqual([]);
  });

  it('is a judge that sees what is wrong', () => {
    const operation = operationOf(resources.workflows.rerun);
    const request = { method: 'POST', target: '/api/v2/workflow/w-1/rerun', headers: {}, body: '{}' };
    const json = { ...request, headers: { 'content-type': 'application/json' } };
    expect(judge(operation, '/api/v2', json)).toEqual([]);
    expect(judge(operation, '/api/v2', request)).toHaveLength(1);
    expect(judge(operation, '/api/v2', { ...json, method: 'PUT' })).toHaveLength(1);
    expect(judge(operation, '/api/v2', { ...json, target: '/api/v2/workflow/w/1/rerun' })).toHaveLength(1);
    expect(judge(operation, '/api/v2', { ...json, target: `${json.target}?x=1` })).toHaveLength(1);
    expect(judge(operation, '/api/v2', { ...json, body: '{"from_failed":"yes"}' })).toHaveLength(1);
    expect(fullExample({ type: 'string' })).toBeTypeOf('string');
  });
});
