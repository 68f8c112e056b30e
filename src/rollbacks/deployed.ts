import type { Context } from '../context.ts';

/** What CircleCI's deploy markers tell of a project. Cloud only. */

export interface Component {
  readonly id: string;
  readonly name: string;
}

export interface Version {
  readonly name: string;
  /** Of the cluster, for agents; null where there is none. */
  readonly namespace: string | null;
  readonly environmentId: string;
  readonly isLive: boolean;
  readonly pipelineId: string | null;
  readonly jobNumber: number | null;
  /** ISO 8601. */
  readonly deployedAt: string | null;
}

export interface Environment {
  readonly id: string;
  readonly name: string;
}

/** Slack's limit for options; whoever has more names one in the command. */
const MOST = 100;
const MOST_VERSIONS = 300;
const PAGE_SIZE = 50;

type DeployContext = Pick<Context, 'circleci'>;
const interactive = { priority: 'interactive' } as const;

export interface DeployProject {
  readonly id: string;
  readonly organizationId: string;
}

export async function deployProject({ circleci }: DeployContext, slug: string): Promise<DeployProject> {
  const project = await circleci.projects.get({ path: { 'project-slug': slug } }, interactive);
  return { id: project.id, organizationId: project.organization_id };
}

/** @throws CircleCIError; `not_on_this_host` on a CircleCI Server */
export async function listComponents(
  { circleci }: DeployContext,
  { id, organizationId }: DeployProject,
): Promise<Component[]> {
  const query = { 'org-id': organizationId, 'project-id': id, 'page-size': PAGE_SIZE };
  const components: Component[] = [];
  const list = circleci.paginate(circleci.deploys.listComponents, { query }, { limit: MOST, ...interactive });
  for await (const one of list) {
    if (one.id !== null && one.name !== null) components.push({ id: one.id, name: one.name });
  }
  return components;
}

/** Of the whole organization; which of them a component is in, its versions tell. */
export async function listEnvironments(
  { circleci }: DeployContext,
  { organizationId }: DeployProject,
): Promise<Environment[]> {
  const query = { 'org-id': organizationId, 'page-size': PAGE_SIZE };
  const environments: Environment[] = [];
  const list = circleci.paginate(
    circleci.deploys.listEnvironments,
    { query },
    { limit: MOST_VERSIONS, ...interactive },
  );
  for await (const one of list) {
    if (one.id !== null && one.name !== null) environments.push({ id: one.id, name: one.name });
  }
  return environments;
}

/** In all environments, the newest first. */
export async function listVersions({ circleci }: DeployContext, componentId: string): Promise<Version[]> {
  const versions: Version[] = [];
  const list = circleci.paginate(
    circleci.deploys.listVersions,
    { path: { component_id: componentId }, query: {} },
    { limit: MOST_VERSIONS, ...interactive },
  );
  for await (const one of list) {
    if (one.name === null || one.environment_id === null) continue;
    versions.push({
      name: one.name,
      namespace: one.namespace,
      environmentId: one.environment_id,
      isLive: one.is_live === true,
      pipelineId: one.pipeline_id,
      jobNumber: one.job_number,
      deployedAt: one.last_deployed_at,
    });
  }
  return versions.toSorted((a, b) => (b.deployedAt ?? '').localeCompare(a.deployedAt ?? ''));
}

/** What is live in one environment, and what could be put back there. */
export interface Place {
  readonly live: Version | null;
  readonly others: readonly Version[];
}

/** Namespaces of a cluster stand beside each other: what can be put back is what is of the live one's. */
export function placeIn(versions: readonly Version[], environmentId: string): Place {
  const there = versions.filter((version) => version.environmentId === environmentId);
  const live = there.find(({ isLive }) => isLive) ?? null;
  const others = there.filter(
    ({ isLive, namespace }) => !isLive && namespace === (live?.namespace ?? namespace),
  );
  return { live, others };
}
