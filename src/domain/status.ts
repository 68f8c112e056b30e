/** What CircleCI's status words mean to the bot. Sources: CircleCI API v2 description, workflow and job status enums. */

/** Statuses after which nothing follows, of workflows and of jobs. */
export const FINISHED_STATUSES: readonly string[] = [
  'success',
  'failed',
  'error',
  'canceled',
  'unauthorized',
  'not_run',
  'infrastructure_fail',
  'timedout',
  'terminated-unknown',
  'retried',
];
const FINISHED: ReadonlySet<string> = new Set(FINISHED_STATUSES);
const FAILED = new Set([
  'failed',
  'error',
  'unauthorized',
  'infrastructure_fail',
  'timedout',
  'terminated-unknown',
]);

/** True when a workflow or job with this status will not change again. */
export function isFinished(status: string): boolean {
  return FINISHED.has(status);
}

/** True for every way of ending badly, `failing` excluded because it has not ended. */
export function isFailure(status: string): boolean {
  return FAILED.has(status);
}
