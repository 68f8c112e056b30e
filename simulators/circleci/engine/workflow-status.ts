import type { Job, JobStatus, WorkflowStatus } from '../model.ts';

/**
 * The status of a workflow that nobody canceled, from its jobs. A job whose needs can no longer be met
 * stays `blocked` and does not keep the workflow from ending.
 */
export function statusFromJobs(jobs: readonly Job[]): WorkflowStatus {
  const has = (...statuses: readonly JobStatus[]) => jobs.some((job) => statuses.includes(job.status));
  const wentWrong = has('failed', 'unauthorized');
  if (has('queued', 'running')) return wentWrong ? 'failing' : 'running';
  if (has('on_hold')) return wentWrong ? 'failing' : 'on_hold';
  if (has('unauthorized')) return 'unauthorized';
  if (has('failed')) return 'failed';
  if (has('canceled')) return 'canceled';
  return 'success';
}
