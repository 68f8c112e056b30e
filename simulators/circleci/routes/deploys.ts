import { z } from 'zod';
import { environmentId, environmentsOf } from '../deploys.ts';
import { rollBack } from '../engine/roll-back.ts';
import { checkBody } from '../http/body.ts';
import { accepted, found, ok, Refusal } from '../http/reply.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { DeployedComponent, Project } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import { scenarioFor } from '../simulation.ts';
import { iso } from '../times.ts';

/** Deploy markers and rollback, on Cloud only. Source: the OpenAPI description, tags Deploy and Rollback. */

const rollbackSchema = z.strictObject({
  component_name: z.string(),
  current_version: z.string(),
  environment_name: z.string(),
  target_version: z.string(),
  namespace: z.string().optional(),
  reason: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

export const deployRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/deploy/environments',
    query: ['org-id', 'page-size', 'page-token'],
    cloudOnly: 500,
    handle: ({ world }, exchange) => {
      const org = organizationOf(exchange);
      const items = environmentsOf(world.projects, org).map((name) => ({
        id: environmentId(org, name),
        name,
        description: '',
        labels: [],
        created_at: CREATED,
        updated_at: CREATED,
      }));
      return ok({ items, next_page_token: null });
    },
  },
  {
    method: 'GET',
    path: '/api/v2/deploy/components',
    query: ['org-id', 'project-id', 'page-size', 'page-token'],
    cloudOnly: 500,
    handle: ({ world }, exchange) => {
      const org = organizationOf(exchange);
      const only = exchange.query.get('project-id');
      const items = world.projects
        .filter(({ id, organization }) => organization.id === org && (only === null || id === only))
        .flatMap((project) => project.deploys.map((component) => componentView(project, component)));
      return ok({ items, next_page_token: null });
    },
  },
  {
    method: 'GET',
    path: '/api/v2/deploy/components/:id/versions',
    query: ['environment-id', 'page-token'],
    cloudOnly: 500,
    handle: ({ world }, { params, query }) => {
      const owner = world.projects.find(({ deploys }) => deploys.some(({ id }) => id === params.id));
      const project = found(owner, 'Component does not exist.');
      const component = found(
        project.deploys.find(({ id }) => id === params.id),
        'Component does not exist.',
      );
      const items = versionViews(project, component, query.get('environment-id'));
      return ok({ items, next_page_token: null });
    },
  },
  {
    method: 'POST',
    path: '/api/v2/projects/:id/rollback',
    cloudOnly: 500,
    handle: (simulation, { params, body: raw, user }) => {
      const project = found(projectById(simulation, params.id), 'Project does not exist.');
      const body = checkBody(rollbackSchema, raw);
      const outcome = rollBack(simulation.engine, {
        project,
        scenario: scenarioFor(simulation, project, null),
        by: user,
        component: body.component_name,
        environment: body.environment_name,
        current: body.current_version,
        target: body.target_version,
        parameters: body.parameters ?? {},
      });
      if ('problem' in outcome) throw new Refusal(outcome.status, outcome.problem);
      return accepted({ id: outcome.id, rollback_type: outcome.type });
    },
  },
];

const CREATED = iso(Date.UTC(2026, 0, 5));

/** Both are required. Source: the OpenAPI description. */
function organizationOf({ query }: Exchange): string {
  const org = query.get('org-id');
  if (org === null || !z.guid().safeParse(org).success) throw new Refusal(400, 'org-id must be a UUID.');
  if (!/^[1-9]\d*$/.test(query.get('page-size') ?? '')) throw new Refusal(400, 'page-size is required.');
  return org;
}

function projectById({ world }: Simulation, id: string | undefined): Project | undefined {
  return world.projects.find((project) => project.id === id);
}

function componentView(project: Project, component: DeployedComponent): Record<string, unknown> {
  const versions = [...component.environments.values()].map((one) => one.versions.length);
  return {
    id: component.id,
    name: component.name,
    project_id: project.id,
    labels: [],
    release_count: versions.reduce((sum, count) => sum + count, 0),
    created_at: CREATED,
    updated_at: CREATED,
  };
}

function versionViews(
  project: Project,
  component: DeployedComponent,
  only: string | null,
): Record<string, unknown>[] {
  return [...component.environments].flatMap(([environment, { live, versions }]) => {
    const id = environmentId(project.organization.id, environment);
    if (only !== null && only !== id) return [];
    return versions.map((version) => ({
      name: version.name,
      environment_id: id,
      namespace: 'default',
      is_live: version.name === live,
      pipeline_id: version.pipelineId ?? undefined,
      workflow_id: version.workflowId ?? undefined,
      job_number: version.jobNumber ?? undefined,
      last_deployed_at: iso(version.lastDeployedAt),
    }));
  });
}
