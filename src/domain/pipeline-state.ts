import type {
  ActionKind,
  ActionSnapshot,
  JobSnapshot,
  PipelineSnapshot,
  WorkflowSnapshot,
} from './pipeline.ts';
import { isFailure, isFinished } from './status.ts';

/** What a snapshot amounts to, in the terms people speak: which attempts count, what waits, how it stands. */

/** One workflow name with its newest attempt and the older ones, oldest first. */
export interface WorkflowGroup {
  readonly current: WorkflowSnapshot;
  readonly earlier: readonly WorkflowSnapshot[];
}

/**
 * @returns what the attempts at one workflow have in common: its name, and whether it is a setup workflow, because the
 *   configuration that it continues with may use the same name
 */
export function workflowKey({ name, isSetup }: Pick<WorkflowSnapshot, 'name' | 'isSetup'>): string {
  return isSetup === true ? `setup\n${name}` : name;
}

/** @returns the workflows by their key, in the order in which each first appeared */
export function workflowGroups(snapshot: PipelineSnapshot): WorkflowGroup[] {
  const byKey = Map.groupBy(snapshot.workflows, workflowKey);
  return [...byKey.values()].flatMap((attempts) => {
    const sorted = attempts.toSorted((a, b) => a.attempt - b.attempt);
    const current = sorted.at(-1);
    return current === undefined ? [] : [{ current, earlier: sorted.slice(0, -1) }];
  });
}

/** @returns the approval jobs of a workflow that someone can decide now; those not yet reached are `blocked` */
export function waitingHolds(workflow: WorkflowSnapshot): JobSnapshot[] {
  if (isFinished(workflow.status)) return [];
  return workflow.jobs.filter((job) => job.type === 'approval' && job.status === 'on_hold');
}

/** @returns true while a job of the workflow runs, or is about to */
export function isAtWork({ jobs }: WorkflowSnapshot): boolean {
  return jobs.some(({ status }) => status === 'running' || status === 'queued' || status === 'not_running');
}

/** @returns the jobs that ended badly, approvals excluded */
export function failedJobs(workflow: WorkflowSnapshot): JobSnapshot[] {
  return workflow.jobs.filter((job) => job.type !== 'approval' && isFailure(job.status));
}

/** @returns the newest action of a kind on a workflow, or on one approval job of it */
export function latestAction(
  snapshot: PipelineSnapshot,
  kind: ActionKind,
  workflowId: string,
  jobId?: string,
): ActionSnapshot | undefined {
  return snapshot.actions.findLast(
    (action) =>
      action.kind === kind &&
      action.workflowId === workflowId &&
      (jobId === undefined || action.jobId === jobId),
  );
}

/** True while the action is on its way, or after CircleCI confirmed it: asking again would do nothing. */
export function isTaken(action: ActionSnapshot | undefined): boolean {
  return action?.state === 'pending' || action?.state === 'confirmed';
}

/** Worst first: the first of these that any workflow has is the pipeline's, once all have ended. */
const ENDINGS = [
  'failed',
  'infrastructure_fail',
  'timedout',
  'terminated-unknown',
  'error',
  'unauthorized',
  'canceled',
];

/**
 * Where a pipeline is on the way that dynamic configuration takes, see `docs/internals/dynamic-configuration.md`:
 * - `plain`: no setup workflow is known of, and none is to be expected
 * - `unconfirmed`: a success that only a webhook has reported, which may be that of a setup workflow
 * - `setup-running`, `setup-failed`: as the setup workflow stands
 * - `awaited`: the setup workflow succeeded, and a continuation may still come
 * - `continued`: other workflows came
 * - `refused`: CircleCI reports errors, most often of the configuration that the setup workflow continued with
 * - `setup-only`: the setup workflow succeeded and nothing followed
 */
export type DynamicState =
  | 'plain'
  | 'unconfirmed'
  | 'setup-running'
  | 'setup-failed'
  | 'awaited'
  | 'continued'
  | 'refused'
  | 'setup-only';

/** The one decision on dynamic configuration: all that shows, filters or reads a pipeline again follows from it. */
export function dynamicState(snapshot: PipelineSnapshot): DynamicState {
  const { waitOver = false } = snapshot;
  const current = currentWorkflows(snapshot);
  const setups = setupWorkflows(snapshot, current);
  if (hasErrors(snapshot)) return setups.length > 0 ? 'refused' : 'plain';
  if (!waitOver && current.some(({ unread, status }) => unread === true && status === 'success')) {
    return 'unconfirmed';
  }
  if (setups.length === 0) return 'plain';
  // One that was not run is listed for a continuation that was refused, too, before its errors are.
  if (current.some((workflow) => !setups.includes(workflow) && workflow.status !== 'not_run')) {
    return 'continued';
  }
  if (setups.some(({ status }) => !isFinished(status))) return 'setup-running';
  if (setups.some(({ status }) => status !== 'success')) return 'setup-failed';
  return waitOver ? 'setup-only' : 'awaited';
}

/** A CircleCI that sets no tag gives the setup workflow away while it is the only one, by the pipeline's state. */
function setupWorkflows(
  { state }: PipelineSnapshot,
  current: readonly WorkflowSnapshot[],
): readonly WorkflowSnapshot[] {
  const tagged = current.filter(({ isSetup }) => isSetup === true);
  const isPreparing = state === 'setup' || state === 'setup-pending';
  return tagged.length === 0 && isPreparing && current.length === 1 ? current : tagged;
}

/** What each state of {@link dynamicState} makes of a pipeline whose workflows have ended, none of them badly. */
const WITHOUT_END: Partial<Record<DynamicState, string>> = {
  unconfirmed: 'checking',
  awaited: 'setup',
  'setup-only': 'setup-only',
};

/**
 * @returns one status for the whole pipeline: CircleCI's word for a workflow, or `starting`, `errored` (no workflow ever
 *   came), `checking` (CircleCI has yet to be asked for further workflows), `setup` (more workflows may follow the setup
 *   workflow) or `setup-only` (none did)
 */
export function pipelineStatus(snapshot: PipelineSnapshot): string {
  const current = currentWorkflows(snapshot);
  const isRefused = hasErrors(snapshot);
  if (current.length === 0) return isRefused ? 'errored' : 'starting';
  const open = current.filter((workflow) => !isFinished(workflow.status));
  if (open.length > 0) {
    const status = openStatus(current, open);
    return isRefused && status !== 'on_hold' ? 'failing' : status;
  }
  if (isRefused) return 'failed';
  const statuses = new Set(current.map((workflow) => workflow.status));
  return (
    ENDINGS.find((status) => statuses.has(status)) ??
    WITHOUT_END[dynamicState(snapshot)] ??
    lastOther(current)
  );
}

/** True when CircleCI reports that it could not run the configuration, or a part of it. */
export function hasErrors({ state, problems }: Pick<PipelineSnapshot, 'state' | 'problems'>): boolean {
  return state === 'errored' || problems.length > 0;
}

/** What asks for a person comes first, then what went wrong, then what is still under way. */
function openStatus(current: readonly WorkflowSnapshot[], open: readonly WorkflowSnapshot[]): string {
  if (open.some((workflow) => workflow.status === 'on_hold' || waitingHolds(workflow).length > 0)) {
    return 'on_hold';
  }
  if (current.some((workflow) => workflow.status === 'failing' || isFailure(workflow.status)))
    return 'failing';
  return open.find((workflow) => workflow.status === 'running')?.status ?? open[0]?.status ?? 'running';
}

/** Everything ended and nothing badly: success, unless a status is one only CircleCI knows. */
function lastOther(current: readonly WorkflowSnapshot[]): string {
  return current.find((workflow) => workflow.status !== 'success')?.status ?? 'success';
}

/** The newest attempt of each workflow: a rerun takes the place of what it reruns. */
export function currentWorkflows(snapshot: PipelineSnapshot): WorkflowSnapshot[] {
  return workflowGroups(snapshot).map(({ current }) => current);
}

/** True when nothing more will happen by itself: every workflow has ended, or the pipeline never got that far. */
export function isSettled(snapshot: PipelineSnapshot): boolean {
  if (snapshot.workflows.length === 0) return hasErrors(snapshot);
  return snapshot.workflows.every(({ status }) => isFinished(status)) && !mayContinue(snapshot);
}

/** True when all known workflows have ended and one that is not known may follow, so that it is not over yet. */
export function mayContinue(snapshot: PipelineSnapshot): boolean {
  const status = pipelineStatus(snapshot);
  return status === 'checking' || status === 'setup';
}
