import { createDeploys, type DeploySetup } from './deploys.ts';
import { shortId, uuidV3 } from './identity.ts';
import type { FlakyTest, ParameterType, Person, Project, Provider } from './model.ts';

/** How a test or the playground describes a project. */
export interface ProjectSetup {
  readonly provider: Provider;
  readonly organization: string;
  readonly name: string;
  readonly people: readonly Person[];
  /** `main` unless told. */
  readonly defaultBranch?: string;
  /** Besides the default branch. */
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly commitSubjects?: readonly string[];
  /** The pipeline parameters its configuration declares. */
  readonly parameters?: Readonly<Record<string, ParameterType>>;
  readonly flakyTests?: readonly FlakyTest[];
  /** Names of pipeline definitions besides the usual one. */
  readonly otherDefinitions?: readonly string[];
  readonly deploys?: readonly DeploySetup[];
  readonly defaultScenario?: string;
  readonly firstPipelineNumber?: number;
}

const HOSTS: Readonly<Record<Provider, string>> = {
  github: 'https://github.com',
  github_app: 'https://github.com',
  bitbucket: 'https://bitbucket.org',
  gitlab: 'https://gitlab.com',
};

/** @returns the project, with ids that are the same each time */
export function createProject(setup: ProjectSetup): Project {
  const { provider, organization, name } = setup;
  const slugs = slugsOf(setup);
  const defaultBranch = setup.defaultBranch ?? 'main';
  return {
    id: uuidV3(`project ${slugs.project}`),
    slug: slugs.project,
    name,
    provider,
    organization: {
      id: uuidV3(`organization ${slugs.organization}`),
      name: organization,
      slug: slugs.organization,
    },
    repositoryUrl: `${HOSTS[provider]}/${organization}/${name}`,
    defaultBranch,
    branches: new Set([defaultBranch, ...(setup.branches ?? [])]),
    tags: new Set(setup.tags ?? []),
    people: setup.people,
    commitSubjects: setup.commitSubjects ?? [`Change ${name}`],
    parameters: setup.parameters ?? {},
    config: null,
    flakyTests: setup.flakyTests ?? [],
    definitionId: uuidV3(`definition ${slugs.project}`),
    otherDefinitions: new Map(
      (setup.otherDefinitions ?? []).map((one) => [one, uuidV3(`definition ${slugs.project} ${one}`)]),
    ),
    deploys: createDeploys(slugs.project, setup.deploys ?? []),
    defaultScenario: setup.defaultScenario ?? 'success',
    nextPipelineNumber: setup.firstPipelineNumber ?? 1,
    nextJobNumber: (setup.firstPipelineNumber ?? 1) * 4,
  };
}

function slugsOf({ provider, organization, name }: ProjectSetup): { organization: string; project: string } {
  if (provider === 'github')
    return { organization: `gh/${organization}`, project: `gh/${organization}/${name}` };
  if (provider === 'bitbucket')
    return { organization: `bb/${organization}`, project: `bb/${organization}/${name}` };
  const slug = `circleci/${shortId(`${provider} ${organization}`)}`;
  return { organization: slug, project: `${slug}/${shortId(`${provider} ${organization} ${name}`)}` };
}
