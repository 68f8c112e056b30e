/**
 * Why a workflow failed, as far as CircleCI tells. Every part that could not be read is null and is shown as that:
 * nothing is guessed. All texts are plain: colours removed, secrets masked, shortened.
 */
export interface WorkflowFailure {
  readonly workflowId: string;
  /** In the order in which they were seen to fail; at most `MOST_EXPLAINED` of them. */
  readonly jobs: readonly JobFailure[];
  /** Null when CircleCI's pipelines could not be read. */
  readonly origin: FailureOrigin | null;
}

/** Further failed jobs of a workflow are named on the card and not looked into. */
export const MOST_EXPLAINED = 3;

export interface JobFailure {
  readonly jobId: string;
  /** The steps that failed, in the order they ran; empty when CircleCI names none. Null when not to be had. */
  readonly steps: readonly FailedStep[] | null;
  readonly tests: FailedTests | null;
  readonly artifacts: Artifacts | null;
}

export interface FailedStep {
  readonly name: string;
  readonly exitCode: number | null;
  /** Which of the parallel runs, from 0. */
  readonly execution: number;
  /** The last lines of its output; empty when it printed nothing. Null when CircleCI did not give it. */
  readonly tail: string | null;
}

export interface FailedTests {
  /** The first of them. */
  readonly failed: readonly FailedTest[];
  readonly failedCount: number;
  readonly total: number;
  /** More tests than were read: the counts are what was read. */
  readonly isCut: boolean;
  /** False when CircleCI's list of flaky tests could not be read. */
  readonly flakyKnown: boolean;
}

export interface FailedTest {
  readonly name: string;
  readonly classname: string | null;
  readonly message: string | null;
  /** How often CircleCI saw it both fail and pass on one commit in two weeks; null when it does not list it. */
  readonly timesFlaked: number | null;
}

export interface Artifacts {
  readonly items: readonly Artifact[];
  readonly total: number;
  readonly isCut: boolean;
}

export interface Artifact {
  readonly path: string;
  /** Null for an address that carries a signature: whoever reads it could read the file. */
  readonly url: string | null;
}

/**
 * Where the failure began, among the runs of the same workflow on the same branch.
 * `since`: `first` is the first failed run after the green one; `undecided` runs between them said neither.
 * `same-commit`: as `since`, but the first failed run built the commit that was green before.
 * `no-green`: none of the `searched` runs before this one was green.
 * `none`: there is no branch to look at.
 */
export type FailureOrigin =
  | {
      readonly kind: 'since' | 'same-commit';
      readonly first: RunOfBranch;
      readonly green: RunOfBranch;
      readonly undecided: number;
    }
  | { readonly kind: 'no-green'; readonly searched: number }
  | { readonly kind: 'none' };

export interface RunOfBranch {
  readonly pipelineId: string;
  readonly number: number | null;
  readonly url: string | null;
  readonly revision: string | null;
  readonly subject: string | null;
}
