import type { JobPlan, Scenario, WorkflowPlan } from './scenarios/plan.ts';

/** What the simulated CircleCI knows. Mutable on purpose: this is the simulator's memory. */

export type Provider = 'github' | 'bitbucket' | 'github_app' | 'gitlab';

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

export type ParameterType = 'string' | 'boolean' | 'integer' | { readonly enum: readonly string[] };

/** One version of a component in one environment, as deploy markers tell it. */
export interface DeployedVersion {
  readonly name: string;
  readonly pipelineId: string | null;
  readonly workflowId: string | null;
  readonly jobNumber: number | null;
  lastDeployedAt: number;
}

export interface DeployedComponent {
  readonly id: string;
  readonly name: string;
  /** By environment; newest first. */
  readonly environments: Map<string, { live: string; readonly versions: DeployedVersion[] }>;
  /** How its project rolls back: by a pipeline, or by an agent in the cluster. */
  readonly rollbackType: 'PIPELINE' | 'COMMAND';
}

/** A configuration; with a setup workflow, the one before it too. */
export interface ConfigText {
  readonly source: string;
  readonly setup?: string;
}

export interface FlakyTest {
  readonly name: string;
  readonly classname: string;
  readonly file: string;
  readonly workflowName: string;
  readonly jobName: string;
  readonly timesFlaked: number;
}

export interface Project {
  readonly id: string;
  /** `gh/…`, `bb/…` or `circleci/<org>/<project>`. A rename changes it and keeps the id. */
  slug: string;
  name: string;
  readonly provider: Provider;
  readonly organization: { readonly id: string; readonly name: string; readonly slug: string };
  repositoryUrl: string;
  readonly defaultBranch: string;
  readonly branches: Set<string>;
  readonly tags: Set<string>;
  readonly people: readonly Person[];
  readonly commitSubjects: readonly string[];
  /** What the configuration declares now, on every branch; pipelines keep what it declared when they were made. */
  parameters: Readonly<Record<string, ParameterType>>;
  /** Takes the place of the configuration made from all the rest, word by word. */
  config: ConfigText | null;
  readonly flakyTests: readonly FlakyTest[];
  readonly definitionId: string;
  /** Further pipeline definitions by their names. */
  readonly otherDefinitions: Map<string, string>;
  readonly deploys: DeployedComponent[];
  defaultScenario: string;
  nextPipelineNumber: number;
  nextJobNumber: number;
}

export interface Commit {
  readonly revision: string;
  readonly subject: string;
  readonly body: string;
  readonly author: Person;
  readonly at: number;
}

export interface Trigger {
  readonly type: 'webhook' | 'api';
  readonly actor: Person;
}

export type PipelineState = 'pending' | 'setup' | 'created' | 'errored';

export interface PipelineError {
  readonly type: string;
  readonly message: string;
}

export interface Pipeline {
  readonly id: string;
  readonly number: number;
  readonly project: Project;
  readonly scenario: Scenario;
  readonly trigger: Trigger;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly commit: Commit;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What the project's configuration declared when it was made. */
  readonly declared: Readonly<Record<string, ParameterType>>;
  readonly config: ConfigText | null;
  /** Which pipeline definition it was made from. */
  readonly definitionId: string;
  readonly createdAt: number;
  updatedAt: number;
  state: PipelineState;
  errors: PipelineError[];
  /** A setup workflow has asked to continue it, which works once. */
  isContinued: boolean;
  /** Oldest first. */
  readonly workflows: Workflow[];
}

export type WorkflowStatus =
  | 'running'
  | 'failing'
  | 'on_hold'
  | 'success'
  | 'failed'
  | 'error'
  | 'canceled'
  | 'unauthorized'
  | 'not_run';

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly plan: WorkflowPlan;
  readonly pipeline: Pipeline;
  readonly attempt: number;
  readonly createdAt: number;
  readonly startedBy: Person;
  readonly jobs: Job[];
  status: WorkflowStatus;
  stoppedAt: number | null;
  canceledBy: Person | null;
  reruns: number;
  /** Names of the jobs that can be reached over SSH. */
  readonly sshJobs: readonly string[];
}

export type JobStatus =
  | 'blocked'
  | 'queued'
  | 'running'
  | 'on_hold'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'unauthorized';

export interface Job {
  readonly id: string;
  readonly plan: JobPlan;
  readonly workflow: Workflow;
  number: number | null;
  status: JobStatus;
  queuedAt: number | null;
  startedAt: number | null;
  stoppedAt: number | null;
  approvedBy: Person | null;
  canceledBy: Person | null;
  /** Takes back whatever was scheduled for this job. */
  takeBack: () => void;
}

export function isJobFinished(job: Job): boolean {
  return ['success', 'failed', 'canceled', 'unauthorized'].includes(job.status);
}

export function isWorkflowFinished(workflow: Workflow): boolean {
  return ['success', 'failed', 'error', 'canceled', 'unauthorized', 'not_run'].includes(workflow.status);
}
