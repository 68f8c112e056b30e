import { normaliseSlug } from '../domain/project-slug.ts';
import { isFinished } from '../domain/status.ts';
import { isoTime } from '../domain/time.ts';
import type { JobFacts, PipelineFacts, WorkflowFacts } from './record.ts';

/** The parts of CircleCI's answers that are read here; see `api/resources` for their schemas. */
export interface ApiPipeline {
  readonly id: string;
  readonly project_slug: string;
  readonly number?: number | null;
  readonly state: string;
  readonly created_at: string;
  readonly errors?: readonly { readonly type: string; readonly message: string }[] | null;
  readonly trigger?: {
    readonly type?: string | null;
    readonly actor?: { readonly login?: string | null } | null;
  } | null;
  readonly trigger_parameters?: Readonly<Record<string, unknown>> | null;
  readonly vcs?: {
    readonly branch?: string | null;
    readonly tag?: string | null;
    readonly revision?: string | null;
    readonly origin_repository_url?: string | null;
    readonly commit?: { readonly subject?: string | null } | null;
  } | null;
}

export interface ApiWorkflow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly created_at: string;
  readonly stopped_at?: string | null;
  /** Source: CircleCI API v2 description, `Workflow.tag`: `setup` marks a setup workflow. */
  readonly tag?: string | null;
}

export interface ApiJob {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly type?: string | null;
  readonly job_number?: number | null;
  readonly started_at?: string | null;
  readonly stopped_at?: string | null;
  readonly approval_request_id?: string | null;
}

/** @param observedAt when CircleCI was asked, ISO 8601 */
export function pipelineOfApi(pipeline: ApiPipeline, observedAt: string): PipelineFacts {
  const git = parameters(pipeline, 'git');
  const provider = { ...parameters(pipeline, 'gitlab'), ...parameters(pipeline, 'github_app') };
  const { vcs } = pipeline;
  return {
    id: pipeline.id,
    projectSlug: normaliseSlug(pipeline.project_slug) ?? pipeline.project_slug,
    number: pipeline.number ?? null,
    branch: text(vcs?.branch) ?? text(git.branch) ?? text(provider.branch),
    tag: text(vcs?.tag) ?? text(git.tag) ?? text(provider.tag),
    revision: text(vcs?.revision) ?? text(git.checkout_sha) ?? text(provider.commit_sha),
    repositoryUrl: text(vcs?.origin_repository_url) ?? text(git.repo_url) ?? text(provider.repo_url),
    commitSubject:
      text(vcs?.commit?.subject) ?? text(provider.commit_title) ?? firstLine(text(git.commit_message)),
    commitAuthor: text(git.commit_author_name) ?? text(provider.commit_author_name),
    triggerType: text(pipeline.trigger?.type) ?? 'unknown',
    triggerActor:
      text(pipeline.trigger?.actor?.login) ?? text(provider.user_username) ?? text(git.author_login),
    startedBy: null,
    identities: {
      authorEmail: text(git.commit_author_email) ?? text(provider.commit_author_email),
      authorLogin: text(git.author_login),
      actorLogin: text(pipeline.trigger?.actor?.login) ?? text(provider.user_username),
    },
    state: pipeline.state,
    problems: (pipeline.errors ?? []).map(({ type, message }) => ({ type, message })),
    createdAt: isoTime(pipeline.created_at) ?? observedAt,
    observedAt,
  };
}

/** @param jobs null when the job list was not read this time */
export function workflowOfApi(
  workflow: ApiWorkflow,
  jobs: readonly ApiJob[] | null,
  observedAt: string,
): WorkflowFacts {
  return {
    id: workflow.id,
    name: workflow.name,
    status: workflow.status,
    createdAt: isoTime(workflow.created_at) ?? observedAt,
    stoppedAt: isFinished(workflow.status) ? isoTime(workflow.stopped_at) : null,
    jobsComplete: jobs !== null,
    isSetup: workflow.tag === 'setup',
    observedAt,
    jobs: (jobs ?? []).map((job, position) => jobOfApi(job, position, observedAt)),
  };
}

function jobOfApi(job: ApiJob, position: number, observedAt: string): JobFacts {
  const type = text(job.type) ?? 'build';
  return {
    id: job.id,
    name: job.name,
    number: job.job_number ?? null,
    type,
    status: job.status,
    startedAt: isoTime(job.started_at),
    stoppedAt: isoTime(job.stopped_at),
    // In real answers the approval request's id equals the job's id, and some leave it out (facts: CIAnalyzer #1125).
    approvalRequestId: text(job.approval_request_id) ?? (type === 'approval' ? job.id : null),
    position,
    observedAt,
  };
}

function parameters(pipeline: ApiPipeline, key: string): Readonly<Record<string, unknown>> {
  const value = pipeline.trigger_parameters?.[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** CircleCI sends empty strings where it knows nothing. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function firstLine(value: string | null): string | null {
  return value?.split('\n')[0] ?? null;
}
