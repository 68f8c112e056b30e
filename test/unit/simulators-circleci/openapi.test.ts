import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type Answer, type Api, startSimulator } from './support/setup.ts';

// The description is not part of the repository: this runs where it is at hand.
const folder = process.env.CIRCLECI_SHARED_DIR ?? join(import.meta.dirname, '../../../../shared/circleci');
const file = join(folder, 'openapi-v2.json');

type Schema = { [key: string]: unknown };
interface Description {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }>
  >;
  readonly components: Schema;
}

describe.runIf(existsSync(file))('every answer fits the description of API v2', () => {
  const description: Description = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { paths: {}, components: {} };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'description', components: forAjv(description.components) });

  const compiled = new Map<string, ValidateFunction>();

  function validator(method: string, template: string, status: number): ValidateFunction {
    const key = `${method} ${template} ${status}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const operation = description.paths[template]?.[method.toLowerCase()];
    const response = operation?.responses[String(status)];
    const schema = response?.content?.['application/json']?.schema;
    if (schema === undefined) throw new Error(`The description has no ${key}.`);
    const validate = ajv.compile(forAjv(schema) as Schema);
    compiled.set(key, validate);
    return validate;
  }

  function check(method: string, template: string, { status, body }: Answer): void {
    const validate = validator(method, template, status);
    validate(body);
    expect({ template, errors: validate.errors ?? [] }).toEqual({ template, errors: [] });
  }

  it('of reads, while running, on hold, and after the end, for every provider', async () => {
    const { sim, api } = await startSimulator();
    for (const project of sim.projects) {
      for (const scenario of ['failure', 'hold', 'config-error', 'unauthorized'] as const) {
        const pipeline = sim.control.push(project.slug, { scenario });
        await checkReads(api, project.slug, project.id, pipeline?.id ?? '');
        for (let count = 0; count < 4; count += 1) await sim.control.step();
        await checkReads(api, project.slug, project.id, pipeline?.id ?? '');
        await sim.control.settle();
        await checkReads(api, project.slug, project.id, pipeline?.id ?? '');
      }
    }
  });

  async function checkReads(api: Api, slug: string, projectId: string, pipeline: string): Promise<void> {
    const get = async (template: string, path: string) => {
      const answer = await api.call('GET', path);
      expect([path, answer.status]).toEqual([path, 200]);
      check('GET', template, answer);
      return answer.body;
    };
    const me = await get('/me', '/me');
    await get('/me/collaborations', '/me/collaborations');
    await get('/user/{id}', `/user/${me.id}`);
    await get('/project/{project-slug}', `/project/${slug}`);
    await get('/project/{project-slug}/pipeline', `/project/${slug}/pipeline`);
    await get('/project/{project-slug}/pipeline/mine', `/project/${slug}/pipeline/mine`);
    await get('/insights/{project-slug}/branches', `/insights/${slug}/branches`);
    await get('/insights/{project-slug}/flaky-tests', `/insights/${slug}/flaky-tests`);
    await get('/pipeline', '/pipeline');
    const { number } = await get('/pipeline/{pipeline-id}', `/pipeline/${pipeline}`);
    await get('/project/{project-slug}/pipeline/{pipeline-number}', `/project/${slug}/pipeline/${number}`);
    await get('/pipeline/{pipeline-id}/config', `/pipeline/${pipeline}/config`);
    await get('/pipeline/{pipeline-id}/values', `/pipeline/${pipeline}/values`);
    await get('/projects/{project_id}/pipeline-definitions', `/projects/${projectId}/pipeline-definitions`);
    const { items = [] } = await get('/pipeline/{pipeline-id}/workflow', `/pipeline/${pipeline}/workflow`);
    for (const { id } of items) {
      await get('/workflow/{id}', `/workflow/${id}`);
      const { items: jobs = [] } = await get('/workflow/{id}/job', `/workflow/${id}/job`);
      for (const { job_number, type } of jobs) {
        if (job_number === undefined || type !== 'build') continue;
        await get('/project/{project-slug}/job/{job-number}', `/project/${slug}/job/${job_number}`);
        await get('/project/{project-slug}/{job-number}/tests', `/project/${slug}/${job_number}/tests`);
        await get(
          '/project/{project-slug}/{job-number}/artifacts',
          `/project/${slug}/${job_number}/artifacts`,
        );
      }
    }
  }

  it('of triggers, approvals, cancellations and reruns', async () => {
    const { sim, api } = await startSimulator();
    const run = '/project/{provider}/{organization}/{project}/pipeline/run';
    const RUN = '/project/gh/acme/web-shop/pipeline/run';
    check('POST', run, await api.post(RUN, { checkout: { branch: 'scenario/nothing-created' } }));
    check(
      'POST',
      '/project/{project-slug}/pipeline',
      await api.post('/project/gh/acme/web-shop/pipeline', {}),
    );
    const made = await api.post(RUN, { checkout: { branch: 'scenario/hold-first' } });
    check('POST', run, made);
    await sim.control.settle();
    const [workflow] = (await api.get(`/pipeline/${made.body.id}/workflow`)).items ?? [];
    const [hold] = (await api.get(`/workflow/${workflow?.id}/job`)).items ?? [];
    const approve = `/workflow/${workflow?.id}/approve/${hold?.id}`;
    check('POST', '/workflow/{id}/approve/{approval_request_id}', await api.post(approve));
    await sim.control.settle();
    check('POST', '/jobs/{job-id}/cancel', await api.post(`/jobs/${hold?.id}/cancel`));
    check('POST', '/workflow/{id}/cancel', await api.post(`/workflow/${workflow?.id}/cancel`));
    check('POST', '/workflow/{id}/rerun', await api.post(`/workflow/${workflow?.id}/rerun`, {}));
  });

  it('of deploys and rollbacks', async () => {
    const { sim, api } = await startSimulator();
    const shop = sim.projects.find(({ deploys }) => deploys.length > 0);
    const [component] = shop?.deploys ?? [];
    const org = `org-id=${shop?.organization.id}&page-size=5`;
    check('GET', '/deploy/environments', await api.call('GET', `/deploy/environments?${org}`));
    check('GET', '/deploy/components', await api.call('GET', `/deploy/components?${org}`));
    const versions = `/deploy/components/${component?.id}/versions`;
    check('GET', '/deploy/components/{component_id}/versions', await api.call('GET', versions));
    const body = {
      component_name: 'storefront',
      environment_name: 'production',
      current_version: '2.4.1',
      target_version: '2.3.0',
    };
    const rollback = `/projects/${shop?.id}/rollback`;
    check('POST', '/projects/{project_id}/rollback', await api.post(rollback, body));
  });

  it('of webhooks', async () => {
    const { sim, api } = await startSimulator();
    const scope = { id: sim.projects[0]?.id, type: 'project' };
    const body = {
      name: 'n',
      events: [],
      url: 'https://bot.example.com',
      'verify-tls': true,
      'signing-secret': 's',
      scope,
    };
    const made = await api.post('/webhook', body);
    const path = `/webhook/${made.body.id}`;
    check('POST', '/webhook', made);
    check('GET', '/webhook', await api.call('GET', `/webhook?scope-id=${scope.id}&scope-type=project`));
    check('GET', '/webhook/{webhook-id}', await api.call('GET', path));
    check('PUT', '/webhook/{webhook-id}', await api.call('PUT', path, { body: { name: 'm' } }));
    check('DELETE', '/webhook/{webhook-id}', await api.call('DELETE', path));
  });

  it('and the check sees what does not fit', () => {
    const validate = validator('GET', '/workflow/{id}', 200);
    expect(validate({ id: 'x', status: 'invented' })).toBe(false);
  });
});

/** `started_at` is null until a job starts, as CircleCI answers though its description does not say so. */
const REALLY_NULLABLE = new Set(['started_at']);

/** JSON Schema from OpenAPI 3.0: `x-nullable`, and references into the description. */
function forAjv(node: unknown, key = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => forAjv(item));
  if (typeof node !== 'object' || node === null) return node;
  const schema = Object.fromEntries(
    Object.entries(node).map(([name, value]) => {
      if (name === '$ref') return [name, `description${value}`];
      if (name === 'example' || name === 'examples') return ['$comment', 'left out'];
      return [name, forAjv(value, name)];
    }),
  );
  const nullable = schema['x-nullable'] === true || schema.nullable === true || REALLY_NULLABLE.has(key);
  return nullable && 'type' in schema ? { anyOf: [schema, { type: 'null' }] } : schema;
}
