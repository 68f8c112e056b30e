/** An emergency stop: everything that runs on a project or branch is cancelled, once two people have confirmed it. */

/** `asked`: shown with what runs, waits for two people. `off`: called off, or nobody confirmed it in time. */
export type StopState = 'asked' | 'running' | 'done' | 'off';

/** `found`: to be cancelled. `finished`: it ended by itself before. `failed`: CircleCI did not take the cancellation. */
export type StopWorkflowState = 'found' | 'canceled' | 'finished' | 'failed';

export interface RunningWorkflow {
  readonly id: string;
  readonly pipelineId: string;
  readonly pipelineNumber: number | null;
  readonly name: string;
  readonly status: string;
  readonly branch: string | null;
  readonly tag: string | null;
}

/** What ran when somebody asked for the stop. */
export interface StopFound {
  readonly count: number;
  /** The first of them. */
  readonly first: readonly RunningWorkflow[];
  /** How many pipelines were looked at; older ones than the newest of them were not, unless they were known to run. */
  readonly lookedAt: number;
  /** True when there are older pipelines that nobody looked at. */
  readonly more: boolean;
}

/** How many workflows of a stop came to which end. */
export type StopCounts = Readonly<Record<StopWorkflowState, number>>;

/** What the message about a stop shows. */
export interface Stop {
  readonly id: string;
  readonly project: string;
  /** What the project is called; null or left out: not known. */
  readonly projectName?: string | null;
  /** A branch or a glob of branches; null for the whole project. */
  readonly branch: string | null;
  readonly channelId: string;
  readonly messageTs: string | null;
  readonly teamId: string;
  readonly userId: string;
  readonly reason: string | null;
  readonly state: StopState;
  readonly found: StopFound;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** `T…:U…` of whoever confirmed it first, and second. */
  readonly firstBy: string | null;
  readonly secondBy: string | null;
  readonly calledOffBy: string | null;
  readonly rounds: number;
  readonly remaining: number;
  readonly trouble: string | null;
}
