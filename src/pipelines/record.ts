import type { PipelineProblem } from '../domain/pipeline.ts';
import type { PipelineIdentities } from '../domain/pipeline-identities.ts';

/**
 * What is stored of one pipeline, as plain values: the thing that webhooks and readings of CircleCI are merged
 * into. Times are ISO 8601 strings in UTC. `observedAt` is when CircleCI was asked; null: only webhooks spoke.
 */
export interface PipelineRecord {
  readonly pipeline: PipelineFacts;
  readonly workflows: readonly WorkflowFacts[];
}

export interface PipelineFacts {
  readonly id: string;
  readonly projectSlug: string;
  readonly number: number | null;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly revision: string | null;
  readonly repositoryUrl: string | null;
  readonly commitSubject: string | null;
  readonly commitAuthor: string | null;
  readonly triggerType: string;
  readonly triggerActor: string | null;
  readonly startedBy: string | null;
  /** Left out: nothing is known. */
  readonly identities?: PipelineIdentities;
  readonly state: string;
  readonly problems: readonly PipelineProblem[];
  readonly createdAt: string;
  readonly observedAt: string | null;
}

export interface WorkflowFacts {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly stoppedAt: string | null;
  /** The job list was read from CircleCI, so that it holds every job there is. */
  readonly jobsComplete: boolean;
  /** As in `WorkflowSnapshot`. */
  readonly isSetup: boolean;
  readonly observedAt: string | null;
  readonly jobs: readonly JobFacts[];
}

export interface JobFacts {
  readonly id: string;
  readonly name: string;
  readonly number: number | null;
  readonly type: string;
  readonly status: string;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly approvalRequestId: string | null;
  /** CircleCI's order in its job list. */
  readonly position: number;
  readonly observedAt: string | null;
}
