import { uuidV3 } from './identity.ts';
import type { DeployedComponent, Project } from './model.ts';

/** What a project's deploy markers told: components, and which versions of them are where. */
export interface DeploySetup {
  readonly component: string;
  /** By environment, newest first; the first is live. */
  readonly environments: Readonly<Record<string, readonly string[]>>;
  /** `PIPELINE` unless told. */
  readonly rollbackType?: DeployedComponent['rollbackType'];
}

const HOUR_MS = 3_600_000;

export function createDeploys(project: string, setups: readonly DeploySetup[]): DeployedComponent[] {
  const now = Date.now();
  return setups.map(({ component, environments, rollbackType = 'PIPELINE' }) => ({
    id: uuidV3(`component ${project} ${component}`),
    name: component,
    rollbackType,
    environments: new Map(
      Object.entries(environments).map(([name, versions]) => [
        name,
        {
          live: versions[0] ?? '',
          versions: versions.map((version, age) => ({
            name: version,
            pipelineId: null,
            workflowId: null,
            jobNumber: null,
            lastDeployedAt: now - (age + 1) * 26 * HOUR_MS,
          })),
        },
      ]),
    ),
  }));
}

/** Environments belong to an organization, whichever component is in them. */
export function environmentId(organizationId: string, name: string): string {
  return uuidV3(`environment ${organizationId} ${name}`);
}

export function environmentsOf(projects: readonly Project[], organizationId: string): string[] {
  const names = projects
    .filter(({ organization }) => organization.id === organizationId)
    .flatMap(({ deploys }) => deploys.flatMap(({ environments }) => [...environments.keys()]));
  return [...new Set(names)];
}
