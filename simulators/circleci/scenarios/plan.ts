/** A scenario is data: what a project's configuration would make CircleCI do. Durations are milliseconds of real-looking time. */

export interface TestPlan {
  readonly name: string;
  readonly classname: string;
  readonly file: string;
  readonly result: 'success' | 'failure' | 'skipped';
  /** Seconds. */
  readonly runTime: number;
  readonly message?: string;
}

export type JobResult = 'success' | 'failed' | 'unauthorized';

export interface JobPlan {
  readonly name: string;
  readonly type: 'build' | 'approval';
  readonly requires: readonly string[];
  readonly queueMs: number;
  readonly runMs: number;
  /** By attempt: the first run, its first rerun, …; the last one stays. */
  readonly results: readonly JobResult[];
  /** What the job's own step prints; a failing run prints `failureLog` after it. */
  readonly log: readonly string[];
  readonly failureLog: readonly string[];
  readonly tests: readonly TestPlan[];
  readonly artifacts: readonly string[];
  /** Names of contexts of the organization. */
  readonly contexts: readonly string[];
}

export interface WorkflowPlan {
  readonly name: string;
  readonly jobs: readonly JobPlan[];
  /** Makes it a setup workflow: what comes of the pipeline once it succeeded. */
  readonly continuation?: Continuation;
}

/** What the configuration that a setup workflow continues with turns out to be, some time after the workflow's end. */
export interface Continuation {
  readonly afterMs: number;
  readonly workflows: readonly WorkflowPlan[];
  /** Names of workflows that are listed and do not run. */
  readonly notRun?: readonly string[];
  /** It is refused. */
  readonly errors?: readonly PipelineProblem[];
  /** The pipeline's state until then, and after it; `created` unless told. */
  readonly stateBefore?: 'setup' | 'created';
  readonly stateAfter?: 'errored' | 'created';
}

interface PipelineProblem {
  readonly type: string;
  readonly message: string;
}

export type Creation =
  /** The usual: some time after the trigger the workflows are there (none, when the list is empty). */
  | { readonly kind: 'workflows'; readonly afterMs: number; readonly workflows: readonly WorkflowPlan[] }
  /** The trigger is accepted; the error comes later. */
  | {
      readonly kind: 'errored';
      readonly afterMs: number;
      readonly errors: readonly PipelineProblem[];
    }
  /** The trigger is answered 200 with a message, and no pipeline is made. */
  | { readonly kind: 'nothing'; readonly message: string };

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly creation: Creation;
}

export const SETUP_MS = 1_800;

export function workflows(...plans: readonly WorkflowPlan[]): Creation {
  return { kind: 'workflows', afterMs: SETUP_MS, workflows: plans };
}

/** @returns a pipeline that begins with a setup workflow, which succeeds */
export function setup(continuation: Continuation, results: readonly JobResult[] = ['success']): Creation {
  const jobs = [build('generate-config', { runMs: 6_000, results, failureLog: ['No module changed'] })];
  return workflows({ name: 'setup', jobs, continuation });
}

/** @returns a build job of 20 s that needs nothing and succeeds, changed by `change` */
export function build(name: string, change: Partial<Omit<JobPlan, 'name' | 'type'>> = {}): JobPlan {
  return {
    name,
    type: 'build',
    requires: [],
    queueMs: 1_500,
    runMs: 20_000,
    results: ['success'],
    log: [`\u001b[1mRunning ${name}\u001b[0m`, 'Resolving dependencies', `\u001b[32mDone:\u001b[0m ${name}`],
    failureLog: [],
    tests: [],
    artifacts: [],
    contexts: [],
    ...change,
  };
}

/** @returns an approval job that waits once `requires` have succeeded */
export function hold(name: string, requires: readonly string[] = []): JobPlan {
  return { ...build(name, { requires, queueMs: 0, runMs: 0, log: [] }), type: 'approval' };
}
