import type { PipelineIdentities } from './pipeline-identities.ts';

/**
 * One completed workflow or job, whichever provider and webhook variant it came from.
 * `webhooks/normalise.ts` makes it from CircleCI's payloads; `runs/` applies it to the stored state.
 */
export interface CompletionEvent {
  readonly type: 'workflow-completed' | 'job-completed';
  /** CircleCI's event id. Unique per webhook only, so the two together identify a delivery. */
  readonly id: string;
  readonly webhookId: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly happenedAt: string;
  readonly project: { readonly id: string; readonly slug: string; readonly name: string };
  readonly organization: { readonly id: string; readonly name: string };
  readonly pipeline: {
    readonly id: string;
    readonly number: number | null;
    readonly createdAt: string;
    readonly triggerType: string;
    readonly triggerActor: string | null;
    readonly branch: string | null;
    readonly tag: string | null;
    readonly revision: string | null;
    readonly repositoryUrl: string | null;
    readonly commitSubject: string | null;
    readonly commitAuthor: string | null;
    readonly identities?: PipelineIdentities;
  };
  /** Null where CircleCI leaves it out, as in its published job sample for GitLab: the API tells the rest. */
  readonly workflow: {
    readonly id: string;
    readonly name: string;
    /** Null in job-completed events, which do not carry the workflow's status. */
    readonly status: string | null;
    readonly createdAt: string;
    /** Only filled by workflow-completed: in job-completed payloads CircleCI writes the job's own end there. */
    readonly stoppedAt: string | null;
    readonly url: string | null;
  } | null;
  readonly job: {
    readonly id: string;
    readonly name: string;
    readonly number: number | null;
    readonly status: string;
    readonly startedAt: string | null;
    readonly stoppedAt: string | null;
  } | null;
}
