import type { Pipeline } from '../model.ts';
import { iso } from '../times.ts';
import { triggerParametersOf } from '../webhooks/trigger-parameters.ts';

/** A pipeline as API v2 shows it. */
export function pipelineView(pipeline: Pipeline): Record<string, unknown> {
  const { project, trigger } = pipeline;
  const hasVcs = project.provider === 'github' || project.provider === 'bitbucket';
  return {
    id: pipeline.id,
    errors: pipeline.errors,
    project_slug: project.slug,
    updated_at: iso(pipeline.updatedAt),
    number: pipeline.number,
    state: pipeline.state,
    created_at: iso(pipeline.createdAt),
    trigger: {
      received_at: iso(pipeline.createdAt),
      type: trigger.type,
      actor: { login: trigger.actor.login, avatar_url: null },
    },
    ...(hasVcs ? { vcs: vcsView(pipeline) } : { trigger_parameters: triggerParametersOf(pipeline) }),
  };
}

const PROVIDER_NAMES = { github: 'GitHub', github_app: 'GitHub', bitbucket: 'Bitbucket', gitlab: 'GitLab' };

function vcsView(pipeline: Pipeline): Record<string, unknown> {
  const { project, commit } = pipeline;
  return {
    provider_name: PROVIDER_NAMES[project.provider],
    origin_repository_url: project.repositoryUrl,
    target_repository_url: project.repositoryUrl,
    revision: commit.revision,
    commit: { subject: commit.subject, body: commit.body },
    ...(pipeline.branch === null ? {} : { branch: pipeline.branch }),
    ...(pipeline.tag === null ? {} : { tag: pipeline.tag }),
  };
}

/** What a trigger is answered with. */
export function createdView(pipeline: Pipeline): Record<string, unknown> {
  return {
    id: pipeline.id,
    number: pipeline.number,
    state: pipeline.state,
    created_at: iso(pipeline.createdAt),
  };
}
