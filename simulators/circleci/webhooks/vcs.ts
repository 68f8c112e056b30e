import type { Commit, Pipeline } from '../model.ts';

/**
 * `pipeline.vcs` of GitHub OAuth and Bitbucket projects. As observed: every commit field is null for tags and
 * for runs started by API, a tag push has `branch: null` and no `tag`, Bitbucket never names a committer.
 */
export function vcsOf(pipeline: Pipeline): Record<string, unknown> {
  const { project, commit } = pipeline;
  const unknownCommit = pipeline.tag !== null || pipeline.trigger.type === 'api';
  return {
    provider_name: project.provider,
    origin_repository_url: project.repositoryUrl,
    target_repository_url: project.repositoryUrl,
    revision: commit.revision,
    commit: unknownCommit ? NO_COMMIT : commitFields(commit, project.provider === 'bitbucket'),
    branch: pipeline.branch,
  };
}

const NOBODY = { name: null, email: null };
const NO_COMMIT = {
  subject: null,
  body: null,
  author: NOBODY,
  authored_at: null,
  committer: NOBODY,
  committed_at: null,
};

function commitFields(commit: Commit, withoutCommitter: boolean): Record<string, unknown> {
  const who = { name: commit.author.name, email: commit.author.email };
  const at = `${new Date(commit.at).toISOString().slice(0, 19)}Z`;
  return {
    subject: commit.subject,
    body: commit.body,
    author: who,
    authored_at: at,
    committer: withoutCommitter ? NOBODY : who,
    committed_at: withoutCommitter ? null : at,
  };
}
