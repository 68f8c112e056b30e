import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows } from '../domain/pipeline-state.ts';
import type { Outcome } from '../domain/subscription-filter.ts';
import { endingOf } from '../subscriptions/facts.ts';

/**
 * @returns when a pipeline came to an outcome, ISO 8601, as far as CircleCI tells: the end of the last workflow or
 *   job that ended so; of what has not ended the last that is heard of it
 */
export function happenedAt(snapshot: PipelineSnapshot, kind: Outcome): string {
  const current = currentWorkflows(snapshot);
  const ended = current.filter(({ status }) => isOf(status, kind)).flatMap(endsOf);
  const times = ended.length > 0 ? ended : current.flatMap(signsOf);
  return times.toSorted().at(-1) ?? snapshot.createdAt;
}

function isOf(status: string, kind: Outcome): boolean {
  if (kind === 'canceled') return status === 'canceled';
  if (kind === 'on_hold') return false;
  return endingOf(status) === (kind === 'failed' || kind === 'broken' ? 'failed' : 'success');
}

function endsOf({ status, stoppedAt, jobs }: WorkflowSnapshot): string[] {
  // A workflow that is failing goes on; the job that failed has ended.
  const ends = stoppedAt === null ? jobs.filter((job) => isBad(job.status, status)) : [];
  return [stoppedAt, ...ends.map((job) => job.stoppedAt)].filter((time) => time !== null);
}

function isBad(job: string, workflow: string): boolean {
  return endingOf(workflow) === 'failed' && endingOf(job) === 'failed';
}

function signsOf({ createdAt, stoppedAt, jobs }: WorkflowSnapshot): string[] {
  const times = [createdAt, stoppedAt, ...jobs.flatMap((job) => [job.startedAt, job.stoppedAt])];
  return times.filter((time) => time !== null);
}
