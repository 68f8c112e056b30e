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

/** @returns the workflows by name, in the order in which each name first appeared */
export function workflowGroups(snapshot: PipelineSnapshot): WorkflowGroup[] {
  const byName = new Map<string, WorkflowSnapshot[]>();
  for (const workflow of snapshot.workflows) {
    const attempts = byName.get(workflow.name) ?? [];
    byName.set(workflow.name, [...attempts, workflow]);
  }
  return [...byName.values()].flatMap((attempts) => {
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
 * @returns one status for the whole pipeline: CircleCI's word for a workflow, or `starting`, `setup` (more workflows
 * will follow the setup workflow) or `errored` (no workflow ever came)
 */
export function pipelineStatus(snapshot: PipelineSnapshot): string {
  const current = currentWorkflows(snapshot);
  if (current.length === 0) return hasFailedToStart(snapshot) ? 'errored' : 'starting';
  const open = current.filter((workflow) => !isFinished(workflow.status));
  if (open.length > 0) return openStatus(current, open);
  if (isBetweenSetupAndWork(snapshot)) return 'setup';
  const statuses = new Set(current.map((workflow) => workflow.status));
  return ENDINGS.find((status) => statuses.has(status)) ?? lastOther(current);
}

function hasFailedToStart(snapshot: PipelineSnapshot): boolean {
  return snapshot.state === 'errored' || snapshot.problems.length > 0;
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

/** True when the setup workflow succeeded and CircleCI has yet to start what it prepared. */
export function isBetweenSetupAndWork(snapshot: PipelineSnapshot): boolean {
  const [only, ...others] = workflowGroups(snapshot);
  const isPreparing = snapshot.state === 'setup' || snapshot.state === 'setup-pending';
  return isPreparing && others.length === 0 && only?.current.status === 'success';
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
  if (snapshot.workflows.length === 0) return hasFailedToStart(snapshot);
  return snapshot.workflows.every(({ status }) => isFinished(status)) && !isBetweenSetupAndWork(snapshot);
}
