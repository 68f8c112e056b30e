import { describe, expect, it } from 'vitest';
import { startClient } from '../unit/api/support/client.ts';
import { startServer } from '../unit/api/support/server.ts';

/**
 * Answers as CircleCI's documentation and its own clients show them, in words of our own, for what its description
 * leaves out or has in another form. The rows themselves are run in `rows.test.ts`.
 */
async function answering(body: unknown, status = 200) {
  const server = await startServer(() => ({ status, body }));
  return { circleci: startClient(server.url, { runnerUrl: server.url }), server };
}

const ORG = '5034460f-c7c4-4c43-9457-de07e2029e7b';

describe('the runner API', () => {
  it.each(['runner', 'runnerV2'] as const)('%s lists runners and counts tasks', async (resource) => {
    const version = resource === 'runner' ? 'v3' : 'v2';
    const runner = {
      resource_class: 'acme/arm',
      hostname: 'box-1',
      name: 'one',
      first_connected: '2026-01-01T00:00:00Z',
      last_connected: '2026-01-02T00:00:00Z',
      last_used: '2026-01-02T00:00:00Z',
      ip: '192.0.2.1',
      version: '1.2',
    };
    const { circleci, server } = await answering({
      items: [runner],
      unclaimed_task_count: 4,
      running_runner_tasks: 2,
    });
    const query = { 'resource-class': 'acme/arm' };
    const { ip: _, ...known } = runner;
    expect(await circleci[resource].list({ query: { namespace: 'acme' } })).toEqual({ items: [known] });
    expect(await circleci[resource].tasks({ query })).toEqual({ unclaimed_task_count: 4 });
    expect(await circleci[resource].runningTasks({ query })).toEqual({ running_runner_tasks: 2 });
    expect(server.seen.map(({ target }) => target)).toEqual([
      `/api/${version}/runner?namespace=acme`,
      `/api/${version}/runner/tasks?resource-class=acme%2Farm`,
      `/api/${version}/runner/tasks/running?resource-class=acme%2Farm`,
    ]);
  });
});

describe('webhooks, which are written in two ways', () => {
  const answer = {
    id: 'h-1',
    name: 'chatops',
    url: 'https://bot.example.test/webhooks/circleci',
    events: ['job-completed'],
    scope: { id: ORG, type: 'project' },
  };
  const asked = { name: 'chatops', url: answer.url, events: ['job-completed' as const] };
  const scope = { id: ORG, type: 'project' as const };
  const read = {
    ...answer,
    verify_tls: true,
    signing_secret: '****',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:01Z',
  };

  it('are read the same from snake case and from kebab case', async () => {
    const { verify_tls, signing_secret, created_at, updated_at, ...rest } = read;
    const kebab = {
      ...rest,
      'verify-tls': verify_tls,
      'signing-secret': signing_secret,
      'created-at': created_at,
      'updated-at': updated_at,
    };
    for (const body of [read, kebab]) {
      const { circleci } = await answering(body);
      expect(await circleci.webhooks.get({ path: { 'webhook-id': 'h-1' } })).toEqual(read);
    }
  });

  it('are written in the way the caller chooses, but in one', async () => {
    const { circleci, server } = await answering(read, 201);
    const snake = { ...asked, scope, verify_tls: true, signing_secret: 'a-secret' };
    const kebab = { ...asked, scope, 'verify-tls': true, 'signing-secret': 'a-secret' };
    await circleci.webhooks.create({ body: snake });
    await circleci.webhooks.create({ body: kebab });
    expect(server.seen.map(({ body }) => JSON.parse(body))).toEqual([snake, kebab]);
    const neither = { ...asked, scope, 'verify-tls': true, signing_secret: 'a-secret' };
    // @ts-expect-error half of each does not compile, and is not sent
    await expect(circleci.webhooks.create({ body: neither })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('show when deliveries are not signed', async () => {
    const { circleci } = await answering({ ...answer, verify_tls: true, signing_secret: '' });
    expect((await circleci.webhooks.get({ path: { 'webhook-id': 'h-1' } })).signing_secret).toBe('');
  });
});

describe('OpenTelemetry exporters', () => {
  const exporter = {
    id: 'e-1',
    org_id: ORG,
    endpoint: 'otel.example.test:4317',
    protocol: 'grpc',
    insecure: false,
    headers: { authorization: 'xxxx' },
  };

  it('come as a bare list', async () => {
    const { circleci } = await answering([exporter]);
    expect(await circleci.otel.list({ query: { 'org-id': ORG } })).toEqual([{ ...exporter, issues: [] }]);
  });

  it('may be deleted without a word', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(204).end();
      return null;
    });
    const circleci = startClient(server.url);
    expect(await circleci.otel.delete({ path: { id: 'e-1' } })).toEqual({ message: null });
  });
});

describe('what real answers have and the description does not say', () => {
  it('a job that has not started has no times, and a hold has no number', async () => {
    const { circleci } = await answering({
      items: [
        {
          id: 'j-1',
          name: 'ok-to-deploy',
          project_slug: 'gh/acme/web',
          type: 'approval',
          status: 'blocked',
          started_at: null,
          approval_request_id: 'j-1',
        },
      ],
    });
    const { items, next_page_token } = await circleci.workflows.listJobs({ path: { id: 'w-1' } });
    expect(items).toMatchObject([
      { job_number: null, started_at: null, stopped_at: null, dependencies: [], approval_request_id: 'j-1' },
    ]);
    expect(next_page_token).toBeNull();
  });

  it('a pipeline of a GitHub App project has its branch in the trigger’s parameters and no vcs', async () => {
    const trigger_parameters = {
      git: { branch: 'main', checkout_sha: 'abc' },
      github_app: { forced: 'false' },
    };
    const { circleci } = await answering({
      id: 'p-1',
      number: 7,
      project_slug: 'circleci/o/p',
      state: 'created',
      created_at: '2026-01-01T00:00:00Z',
      errors: [],
      trigger: { type: 'a-trigger-of-tomorrow', received_at: '2026-01-01T00:00:00Z', actor: null },
      trigger_parameters,
    });
    const pipeline = await circleci.pipelines.get({ path: { 'pipeline-id': 'p-1' } });
    expect(pipeline).toMatchObject({ vcs: null, trigger_parameters, trigger: { actor: null } });
  });
});
