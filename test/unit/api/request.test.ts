import { describe, expect, it } from 'vitest';
import type { ResponseInfo } from '../../../src/api/index.ts';
import { errorOf, ME, startClient, TOKEN } from './support/client.ts';
import { startServer } from './support/server.ts';

const ids = { id: 'w-1', approval_request_id: 'a-1' };

describe('what is sent', () => {
  it('has the token, the version, and JSON in and out', async () => {
    const server = await startServer(() => ({ status: 202, body: { workflow_id: 'w-2' } }));
    const circleci = startClient(server.url, { version: '1.2.3' });
    await circleci.workflows.rerun({ path: { id: 'w-1' }, body: { from_failed: true } });
    expect(server.seen).toEqual([
      {
        method: 'POST',
        target: '/api/v2/workflow/w-1/rerun',
        body: '{"from_failed":true}',
        headers: expect.objectContaining({
          'circle-token': TOKEN,
          'user-agent': 'circleci-chatops/1.2.3',
          accept: 'application/json',
          'content-type': 'application/json',
        }),
      },
    ]);
  });

  it('has an empty object where a body may be left out, because CircleCI wants one', async () => {
    const server = await startServer(() => ({ status: 201, body: { message: 'skipped' } }));
    const path = { provider: 'gh', organization: 'acme', project: 'web' };
    await startClient(server.url).pipelines.run({ path });
    expect(server.seen[0]?.body).toBe('{}');
  });

  it('keeps the slashes of a slug and escapes everything else', async () => {
    const server = await startServer(() => ({ body: { items: [], next_page_token: null } }));
    const circleci = startClient(server.url);
    await circleci.pipelines.listForProject({
      path: { 'project-slug': 'gh/acme & sons/w?b' },
      query: { branch: 'feature/a b&c' },
    });
    await circleci.insights.workflowRuns({
      path: { 'project-slug': 'gh/acme/web', 'workflow-name': 'build/test' },
    });
    expect(server.seen.map(({ target }) => target)).toEqual([
      '/api/v2/project/gh/acme%20%26%20sons/w%3Fb/pipeline?branch=feature%2Fa+b%26c',
      '/api/v2/insights/gh/acme/web/workflows/build%2Ftest',
    ]);
  });

  it('is checked before it is sent, and the error names the place but not the value', async () => {
    const server = await startServer(() => ({ body: {} }));
    const circleci = startClient(server.url);
    const query = { 'scope-id': 'my-secret-project', 'scope-type': 'project' } as const;
    const error = await errorOf(circleci.webhooks.list({ query }));
    expect(error).toMatchObject({ code: 'invalid_request', status: null, endpoint: 'webhooks.list' });
    expect(error.message).toContain('scope-id');
    expect(error.message).not.toContain('my-secret-project');
    // @ts-expect-error a misspelt key does not compile either
    const misspelt = circleci.workflows.rerun({ path: { id: 'w-1' }, body: { fromFailed: true } });
    expect((await errorOf(misspelt)).message).toContain('fromFailed');
    // @ts-expect-error a body where the row has none does not compile either
    const extra = circleci.workflows.cancel({ path: { id: 'w-1' }, body: { force: true } });
    expect((await errorOf(extra)).message).toContain('takes no body');
    const dots = circleci.projects.get({ path: { 'project-slug': 'gh/acme/..' } });
    expect((await errorOf(dots)).code).toBe('invalid_request');
    expect(server.seen).toEqual([]);
  });
});

describe('what comes back', () => {
  it('is checked; unknown fields and unknown words are no error', async () => {
    const workflow = {
      id: 'w-1',
      name: 'build',
      pipeline_id: 'p-1',
      pipeline_number: 7,
      project_slug: 'gh/acme/web',
      status: 'a-status-of-tomorrow',
      created_at: '2026-01-01T00:00:00Z',
      stopped_at: null,
      started_by: 'u-1',
      colour: 'blue',
    };
    const server = await startServer(() => ({ body: workflow }));
    const { colour: _, ...known } = workflow;
    const read = await startClient(server.url).workflows.get({ path: { id: 'w-1' } });
    expect(read).toEqual({
      ...known,
      tag: null,
      canceled_by: null,
      errored_by: null,
      auto_rerun_number: null,
      max_auto_reruns: null,
    });
  });

  it('tells a created pipeline from one that was accepted and not created', async () => {
    const created = { id: 'p-1', number: 3, state: 'pending', created_at: '2026-01-01T00:00:00Z' };
    const server = await startServer((_, __, count) =>
      count === 1 ? { status: 201, body: created } : { status: 200, body: { message: 'filtered' } },
    );
    const circleci = startClient(server.url);
    const path = { provider: 'circleci', organization: 'o', project: 'p' };
    expect(await circleci.pipelines.run({ path })).toEqual(created);
    expect(await circleci.pipelines.run({ path })).toEqual({ message: 'filtered' });
  });

  it('is not asked for when the host is a Server that does not have it', async () => {
    const server = await startServer(() => ({ body: ME }));
    const circleci = startClient(server.url, { server: true });
    const error = await errorOf(circleci.definitions.list({ path: { project_id: 'x' } }));
    expect(error).toMatchObject({ code: 'not_on_this_host', status: null, outcomeUnknown: false });
    expect(server.seen).toEqual([]);
    expect((await circleci.users.me()).login).toBe('ada');
  });

  it('is reported to the metrics hook, whose own failure does no harm', async () => {
    const infos: ResponseInfo[] = [];
    const server = await startServer((_, __, count) =>
      count === 1 ? { status: 503, body: {} } : { body: ME },
    );
    const onResponse = (info: ResponseInfo) => {
      infos.push(info);
      throw new Error('broken metric');
    };
    await startClient(server.url, { onResponse }).users.me({}, { priority: 'background' });
    const timed = { ms: expect.any(Number), priority: 'background' };
    const common = { endpoint: 'users.me', method: 'GET', requestId: null, ...timed };
    expect(infos).toEqual([
      { ...common, status: 503, attempt: 1 },
      { ...common, status: 200, attempt: 2 },
    ]);
  });
});

describe('the types', () => {
  it('refuse a call that cannot work', () => {
    // Never run: what counts is that each line below would not compile without its expectation.
    const calls = (circleci: ReturnType<typeof startClient>) => [
      circleci.users.me(),
      // @ts-expect-error a path parameter is missing
      circleci.workflows.approve({ path: { id: 'w-1' } }),
      // @ts-expect-error a path parameter is misspelt
      circleci.pipelines.get({ path: { pipelineId: 'p-1' } }),
      // @ts-expect-error the input is missing
      circleci.workflows.get(),
      // @ts-expect-error the row has no body
      circleci.workflows.approve({ path: ids, body: {} }),
      // @ts-expect-error a required query parameter is missing
      circleci.webhooks.list({ query: { 'scope-type': 'project' } }),
      // @ts-expect-error the body is required
      circleci.contexts.create({}),
    ];
    expect(calls).toBeTypeOf('function');
  });
});
