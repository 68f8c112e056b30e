import { found, ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Project } from '../model.ts';
import { iso } from '../times.ts';
import { projectOf } from './lookup.ts';

const PROVIDERS = { github: 'GitHub', bitbucket: 'Bitbucket', github_app: 'CircleCI', gitlab: 'CircleCI' };

export const projectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/project/:slug',
    handle: (simulation, exchange) => ok(projectView(projectOf(simulation, exchange))),
  },
  {
    method: 'GET',
    path: '/api/v2/projects/:id/pipeline-definitions',
    cloudOnly: 500,
    handle: ({ world }, { params }) => {
      const project = found(
        world.projects.find(({ id }) => id === params.id),
        'Project does not exist.',
      );
      const others = [...project.otherDefinitions].map(([name, id]) => definitionView(project, name, id));
      return ok({ items: [definitionView(project), ...others] });
    },
  },
];

function projectView(project: Project): Record<string, unknown> {
  return {
    slug: project.slug,
    name: project.name,
    id: project.id,
    organization_name: project.organization.name,
    organization_slug: project.organization.slug,
    organization_id: project.organization.id,
    vcs_info: {
      vcs_url: project.repositoryUrl,
      provider: PROVIDERS[project.provider],
      default_branch: project.defaultBranch,
    },
  };
}

function definitionView(
  project: Project,
  name = 'build',
  id = project.definitionId,
): Record<string, unknown> {
  const repo = {
    full_name: `${project.organization.name}/${project.name}`,
    external_id: String(project.name.length),
  };
  const provider = project.provider === 'github' ? 'github_oauth' : project.provider;
  return {
    id,
    name,
    description: name === 'build' ? 'Everything a push runs' : '',
    created_at: iso(Date.UTC(2026, 0, 5)),
    config_source: {
      provider,
      repo,
      file_path: name === 'build' ? '.circleci/config.yml' : `.circleci/${name}.yml`,
    },
    checkout_source: { provider, repo },
  };
}
