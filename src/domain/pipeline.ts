import type { HoldDetail } from './approval-detail.ts';
import type { WorkflowFailure } from './failure.ts';
import type { Lock } from './lock.ts';
import type { PipelineIdentities } from './pipeline-identities.ts';

/**
 * The nouns everyone shares: what the bot knows of one pipeline, as one value.
 * Cards are a pure function of it; the store loads it; webhooks and API reads feed it.
 * Statuses are open strings: a status CircleCI adds tomorrow is shown, not refused.
 */

/** CircleCI's job, as far as the bot needs it. `type` is `build`, `approval`, or one CircleCI adds later. */
export interface JobSnapshot {
  readonly id: string;
  readonly name: string;
  readonly number: number | null;
  readonly type: string;
  readonly status: string;
  /** ISO 8601, or null while it has not started. */
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  /** What `POST /workflow/{id}/approve/{approval_request_id}` takes; null on jobs that are no approval. */
  readonly approvalRequestId: string | null;
}

/** One workflow of a pipeline. A rerun is another workflow with the same name and a higher `attempt`. */
export interface WorkflowSnapshot {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly stoppedAt: string | null;
  readonly url: string;
  /** 1 for the first run of this name in the pipeline, 2 for its first rerun, and so on. */
  readonly attempt: number;
  /** In the order CircleCI lists them; empty while only webhooks without job lists have spoken. */
  readonly jobs: readonly JobSnapshot[];
  /** True once the job list was read from CircleCI, so that `jobs.length` is the real total. */
  readonly jobsComplete: boolean;
  /** CircleCI tags it as a setup workflow, which prepares the pipeline's other workflows. Left out: it does not. */
  readonly isSetup?: boolean;
  /** Only webhooks have reported it, and they do not say whether it is a setup workflow. Left out: it was read. */
  readonly unread?: boolean;
}

export interface PipelineProblem {
  /** `config`, `trigger-rule`, `plan`, …: CircleCI's own word, open. */
  readonly type: string;
  readonly message: string;
}

/** What someone asked for in Slack. */
export type ActionKind = 'run' | 'approve' | 'reject' | 'rerun' | 'cancel' | 'rollback';

/**
 * `pending`: asked, not yet confirmed by CircleCI. `confirmed`: read back from CircleCI.
 * `failed`: CircleCI refused, or the state read back says otherwise. `unknown`: could not be read back in time.
 */
export type ActionState = 'pending' | 'confirmed' | 'failed' | 'unknown';

export interface ActionSnapshot {
  readonly id: string;
  readonly kind: ActionKind;
  readonly state: ActionState;
  readonly slackUserId: string;
  readonly workflowId: string | null;
  /** The approval job, for `approve` and `reject`. */
  readonly jobId: string | null;
  readonly requestedAt: string;
  readonly settledAt: string | null;
  /** As whom it is done in CircleCI: with the bot's token, or with the person's own. Left out: not known. */
  readonly identity?: 'shared' | 'linked';
  /** The bot did it by itself, after a hold had waited for so many minutes. */
  readonly expiredAfter?: number;
  /** Why, in the person's words; left out: they gave no reason. */
  readonly reason?: string;
  /** Slack user whose right to approve they used, by delegation. */
  readonly standsFor?: string;
}

/** What is known of the end of a hold that waits. */
export interface HoldEnd {
  readonly workflowId: string;
  readonly jobId: string;
  /** ISO 8601: when the bot cancels it; null when that is not announced. */
  readonly expiresAt: string | null;
  /** ISO 8601: when CircleCI ends it; null until that is near. */
  readonly endsAt: string | null;
}

/** One person's approval of a hold that takes several. It belongs to this very hold: a rerun has another one. */
export interface VoteSnapshot {
  readonly workflowId: string;
  readonly jobId: string;
  readonly slackUserId: string;
  /** Slack user whose right to approve they used; null for their own. */
  readonly standsFor: string | null;
  readonly reason: string | null;
  /** False when the rules were asked again and did not allow it any more. */
  readonly counts: boolean;
  /** How many it takes, as the rules were when this was last counted. */
  readonly needed: number;
}

export interface PipelineSnapshot {
  readonly id: string;
  /** Normal form, see `project-slug.ts`. */
  readonly projectSlug: string;
  readonly projectName: string;
  readonly number: number | null;
  /** Link to the pipeline in CircleCI's web app, or null when it cannot be built. */
  readonly url: string | null;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly revision: string | null;
  readonly repositoryUrl: string | null;
  readonly commitSubject: string | null;
  readonly commitAuthor: string | null;
  /** `webhook`, `api`, `schedule`, `explicit`, `gitlab`, …: CircleCI's own word, open. */
  readonly triggerType: string;
  /** Login or name of who started it according to CircleCI, when it says so. */
  readonly triggerActor: string | null;
  /** Slack user who started it from Slack. */
  readonly startedBySlackUser: string | null;
  /** Left out: nothing is known. Never shown. */
  readonly identities?: PipelineIdentities;
  readonly createdAt: string;
  /** `created`, `errored`, `setup-pending`, `setup`, `pending`, or one CircleCI adds later. */
  readonly state: string;
  readonly problems: readonly PipelineProblem[];
  /** Oldest first. */
  readonly workflows: readonly WorkflowSnapshot[];
  /** Oldest first. */
  readonly actions: readonly ActionSnapshot[];
  /** Oldest first; left out: none. */
  readonly votes?: readonly VoteSnapshot[];
  /** Of the workflows whose failure was looked into; left out: of none. */
  readonly failures?: readonly WorkflowFailure[];
  /** Of the holds that were looked into; left out: of none. */
  readonly holdDetails?: readonly HoldDetail[];
  /** Of the holds that wait and whose end is in sight; left out: of none. */
  readonly holdEnds?: readonly HoldEnd[];
  /** The locks that hold for it, while it waits for someone; left out: of none. */
  readonly locks?: readonly Lock[];
  /** By how much something was found late that no webhook had told, at most; null or left out: nothing was. */
  readonly lateSeconds?: number | null;
  /** The bot no longer waits for a workflow that it does not know of, see `runs/end-wait.ts`. Left out: it does. */
  readonly waitOver?: boolean;
}
