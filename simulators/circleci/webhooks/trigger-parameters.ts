import { uuidV3 } from '../identity.ts';
import type { Pipeline } from '../model.ts';
import { goTime, iso } from '../times.ts';

/**
 * `pipeline.trigger_parameters`, which GitHub App and GitLab projects have instead of `vcs`; almost all values
 * are strings, also numbers and booleans. API v2 shows the same map on the pipeline.
 */
export function triggerParametersOf(pipeline: Pipeline): Record<string, unknown> {
  return pipeline.project.provider === 'gitlab' ? gitlabParameters(pipeline) : githubAppParameters(pipeline);
}

function githubAppParameters(pipeline: Pipeline): Record<string, unknown> {
  const { project, commit, trigger } = pipeline;
  const repository = repositoryOf(pipeline);
  const byApi = trigger.type === 'api';
  const author = {
    commit_author_name: commit.author.name,
    commit_author_email: commit.author.email,
    repo_name: repository.name,
    repo_url: project.repositoryUrl,
  };
  return {
    github_app: {
      ...author,
      owner: repository.owner,
      full_ref: fullRef(pipeline),
      forced: 'false',
      user_username: trigger.actor.login,
      branch: pipeline.branch ?? '',
      commit_title: commit.subject,
      ref: pipeline.branch ?? pipeline.tag ?? '',
      commit_sha: commit.revision,
    },
    git: {
      ...author,
      repo_owner: repository.owner,
      branch: pipeline.branch ?? '',
      ...(pipeline.tag === null ? {} : { tag: pipeline.tag }),
      commit_message: commit.subject,
      ref: fullRef(pipeline),
      author_avatar_url: '',
      checkout_url: `${project.repositoryUrl}.git`,
      author_login: commit.author.login,
      checkout_sha: commit.revision,
      default_branch: project.defaultBranch,
    },
    circleci: {
      event_time: goTime(pipeline.createdAt),
      provider_actor_id: trigger.actor.id,
      actor_id: trigger.actor.id,
      event_type: byApi ? 'create pipeline run api' : 'push',
      trigger_type: 'github_app',
      config_source_id: pipeline.definitionId,
    },
    ...(byApi ? { webhook: { body: '{}' } } : {}),
  };
}

function gitlabParameters(pipeline: Pipeline): Record<string, unknown> {
  const { project, commit, trigger } = pipeline;
  const checkoutUrl = `git@gitlab.com:${repositoryOf(pipeline).owner}/${project.name}.git`;
  const shared = {
    tag: pipeline.tag ?? '',
    ref: fullRef(pipeline),
    branch: pipeline.branch ?? '',
    checkout_sha: commit.revision,
  };
  return {
    gitlab: {
      ...shared,
      web_url: project.repositoryUrl,
      x_gitlab_event_id: '',
      commit_author_name: commit.author.name,
      commit_author_email: commit.author.email,
      user_id: '1042',
      user_name: trigger.actor.name,
      user_username: trigger.actor.login,
      user_avatar: '',
      commit_title: commit.subject,
      commit_message: commit.subject,
      commit_sha: commit.revision,
      commit_timestamp: `${iso(commit.at).slice(0, 19)}+00:00`,
      total_commits_count: '1',
      repo_url: checkoutUrl,
      repo_name: project.name,
      type: pipeline.tag === null ? 'push' : 'tag_push',
      project_id: '20417',
      default_branch: '',
      is_fork_merge_request: false,
    },
    git: { ...shared, checkout_url: checkoutUrl },
    circleci: {
      config_source_id: uuidV3(`config-source ${project.slug}`),
      event_time: iso(pipeline.createdAt),
      actor_id: trigger.actor.id,
      trigger_id: uuidV3(`trigger ${project.slug}`),
      event_type: pipeline.tag === null ? 'push' : 'tag_push',
      trigger_type: 'gitlab',
    },
  };
}

function fullRef(pipeline: Pipeline): string {
  return pipeline.tag === null ? `refs/heads/${pipeline.branch ?? ''}` : `refs/tags/${pipeline.tag}`;
}

function repositoryOf(pipeline: Pipeline): { readonly owner: string; readonly name: string } {
  const [owner = '', name = ''] = new URL(pipeline.project.repositoryUrl).pathname.slice(1).split('/');
  return { owner, name };
}
