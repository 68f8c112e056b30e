import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isSettled, mayContinue, waitingHolds } from '../domain/pipeline-state.ts';
import { isFinished } from '../domain/status.ts';

/** Seconds until CircleCI is read again, by how many readings brought nothing new. */
const WHILE_RUNNING = [1, 2, 3, 5, 8, 12, 20, 30, 45, 60];
const WHILE_A_WORKFLOW_MAY_FOLLOW = [1, 2, 3, 5, 8, 12, 20, 30];
const WHILE_ONLY_HOLDS_WAIT = [2, 5, 10, 20, 30, 60, 120, 300, 600, 900];
const WHILE_CIRCLECI_IS_DOWN = [2, 5, 10, 20, 30, 60, 120, 300];
/** An old hold is looked at ever more rarely, or those that nobody ever decides would use up the rate limit. */
const SHARE_OF_A_HOLDS_AGE = 1 / 24;
const LONGEST_SECONDS = 86_400;
/** A pipeline that has made no workflow by then will make none. */
const GIVE_UP_WITHOUT_WORKFLOW_MS = 10 * 60_000;
/**
 * A continuation that has made no workflow by then will make none. The setup workflow has asked for it before it ended,
 * so what is left is for CircleCI to compile a configuration.
 */
const GIVE_UP_WITHOUT_CONTINUATION_MS = 5 * 60_000;

/**
 * When a pipeline is to be read again: soon while things move, ever more rarely while they do not.
 *
 * @param unchanged how many readings in a row brought nothing new
 * @returns seconds, or null when nothing more will happen by itself
 */
export function lookAgainAfter(snapshot: PipelineSnapshot, unchanged: number, now: Date): number | null {
  if (isSettled(snapshot) || makesNoWorkflow(snapshot, now)) return null;
  if (mayContinue(snapshot)) return step(WHILE_A_WORKFLOW_MAY_FOLLOW, unchanged);
  const age = now.getTime() - new Date(snapshot.createdAt).getTime();
  if (!onlyHoldsWait(snapshot)) return step(WHILE_RUNNING, unchanged);
  const rarely = Math.min((age / 1000) * SHARE_OF_A_HOLDS_AGE, LONGEST_SECONDS);
  return unchanged < WHILE_ONLY_HOLDS_WAIT.length
    ? step(WHILE_ONLY_HOLDS_WAIT, unchanged)
    : Math.max(step(WHILE_ONLY_HOLDS_WAIT, unchanged), rarely);
}

/** True for a pipeline that has made no workflow in so long that it will make none. */
export function makesNoWorkflow({ workflows, createdAt }: PipelineSnapshot, now: Date): boolean {
  return workflows.length === 0 && now.getTime() - Date.parse(createdAt) > GIVE_UP_WITHOUT_WORKFLOW_MS;
}

/** True when a workflow that was to follow those that ended has not come in so long that it will not. */
export function waitedLongEnough(snapshot: PipelineSnapshot, now: Date): boolean {
  if (!mayContinue(snapshot)) return false;
  const ends = snapshot.workflows.map(({ createdAt, stoppedAt }) => Date.parse(stoppedAt ?? createdAt));
  return now.getTime() - Math.max(...ends) > GIVE_UP_WITHOUT_CONTINUATION_MS;
}

/**
 * When to come back after a reading that failed, for a pipeline that is not known to have ended.
 *
 * @param attempt how many readings in a row failed or brought nothing new
 * @returns seconds
 */
export function comeBackAfter(attempt: number): number {
  return step(WHILE_CIRCLECI_IS_DOWN, attempt);
}

function step(steps: readonly number[], at: number): number {
  return steps[Math.min(at, steps.length - 1)] ?? LONGEST_SECONDS;
}

function onlyHoldsWait(snapshot: PipelineSnapshot): boolean {
  const open = snapshot.workflows.filter(({ status }) => !isFinished(status));
  return (
    open.length > 0 &&
    open.every((workflow) => workflow.status === 'on_hold' && waitingHolds(workflow).length > 0)
  );
}
