import type { CompletionEvent } from '../domain/event.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { type CompletionPayload, completionPayload } from './payload.ts';
import { firstLine, firstPresent, refName, webAddress } from './present.ts';
import { normaliseTime } from './time.ts';

/**
 * @param json a stored delivery
 * @param receivedAt stands in for the event's time where CircleCI's cannot be read
 * @returns the event, or null when it is none (a ping, a type we do not know, not one of CircleCI's payloads)
 */
export function readCompletionEvent(json: unknown, receivedAt: Date): CompletionEvent | null {
  const parsed = completionPayload.safeParse(json);
  return parsed.success ? normalise(parsed.data, receivedAt) : null;
}

/**
 * Makes one event of whichever variant: GitHub OAuth and Bitbucket fill `pipeline.vcs`; GitHub App and GitLab
 * fill `pipeline.trigger_parameters`. An empty string counts as missing, as CircleCI fills gaps with it.
 */
export function normalise(payload: CompletionPayload, receivedAt: Date): CompletionEvent {
  const { project, type } = payload;
  const slug = normaliseSlug(project.slug) ?? project.slug;
  const happenedAt = normaliseTime(payload.happened_at) ?? receivedAt.toISOString();
  const pipeline = pipelineOf(payload.pipeline, happenedAt);
  return {
    type,
    id: payload.id,
    webhookId: payload.webhook.id,
    happenedAt,
    project: {
      id: project.id,
      slug,
      name: firstPresent(project.name, repositoryName(payload)) ?? slugName(slug),
    },
    organization: { id: payload.organization?.id ?? '', name: payload.organization?.name ?? '' },
    pipeline,
    workflow: workflowOf(payload, pipeline.createdAt),
    job: type === 'job-completed' ? jobOf(payload.job) : null,
  };
}

function workflowOf(payload: CompletionPayload, pipelineCreatedAt: string): CompletionEvent['workflow'] {
  const { type, workflow } = payload;
  if (workflow === null || workflow === undefined) return null;
  return {
    id: workflow.id,
    name: workflow.name,
    status: type === 'workflow-completed' ? payload.workflow.status : null,
    createdAt: normaliseTime(workflow.created_at) ?? pipelineCreatedAt,
    // In job-completed payloads CircleCI writes the job's own end there.
    stoppedAt: type === 'workflow-completed' ? normaliseTime(workflow.stopped_at) : null,
    url: webAddress(workflow.url),
  };
}

function pipelineOf(
  pipeline: CompletionPayload['pipeline'],
  happenedAt: string,
): CompletionEvent['pipeline'] {
  const { vcs } = pipeline;
  const { git, gitlab, github_app: app, circleci } = pipeline.trigger_parameters ?? {};
  const refs = [git?.ref, app?.full_ref, app?.ref, gitlab?.ref];
  return {
    id: pipeline.id,
    number: pipeline.number ?? null,
    createdAt: normaliseTime(pipeline.created_at) ?? normaliseTime(circleci?.event_time) ?? happenedAt,
    triggerType: firstPresent(pipeline.trigger?.type, circleci?.trigger_type) ?? 'unknown',
    triggerActor: firstPresent(app?.user_username, gitlab?.user_username, gitlab?.user_name),
    branch:
      firstPresent(vcs?.branch, git?.branch, app?.branch, gitlab?.branch) ?? refName('refs/heads/', refs),
    tag: firstPresent(vcs?.tag, git?.tag, app?.tag, gitlab?.tag) ?? refName('refs/tags/', refs),
    revision: firstPresent(vcs?.revision, git?.checkout_sha, app?.commit_sha, gitlab?.commit_sha),
    repositoryUrl: webAddress(
      vcs?.target_repository_url,
      vcs?.origin_repository_url,
      app?.repo_url,
      gitlab?.web_url,
      git?.repo_url,
      gitlab?.repo_url,
      git?.checkout_url,
    ),
    commitSubject: firstLine(
      vcs?.commit?.subject,
      app?.commit_title,
      gitlab?.commit_title,
      git?.commit_message,
    ),
    commitAuthor: firstPresent(
      vcs?.commit?.author?.name,
      app?.commit_author_name,
      gitlab?.commit_author_name,
      git?.commit_author_name,
      git?.author_login,
    ),
    identities: {
      authorEmail: firstPresent(
        vcs?.commit?.author?.email,
        app?.commit_author_email,
        gitlab?.commit_author_email,
        git?.commit_author_email,
      ),
      authorLogin: firstPresent(git?.author_login),
      actorLogin: firstPresent(app?.user_username, gitlab?.user_username),
    },
  };
}

function jobOf(job: Extract<CompletionPayload, { type: 'job-completed' }>['job']): CompletionEvent['job'] {
  return {
    id: job.id,
    name: job.name,
    number: job.number ?? null,
    status: job.status,
    startedAt: normaliseTime(job.started_at),
    stoppedAt: normaliseTime(job.stopped_at),
  };
}

function repositoryName({ pipeline }: CompletionPayload): string | null {
  const { gitlab, github_app: app } = pipeline.trigger_parameters ?? {};
  return firstPresent(app?.repo_name, gitlab?.repo_name);
}
