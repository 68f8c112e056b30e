import { type Step, stepsOf } from '../engine/steps.ts';
import { ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { isJobFinished, type Job, type JobStatus } from '../model.ts';
import { isoOrNull } from '../times.ts';
import { jobOf } from './lookup.ts';

/** API v3: a job with its steps. Cloud only. */
export const v3JobRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v3/jobs/:id',
    cloudOnly: 404,
    handle: (simulation, exchange) => ok({ data: v3JobView(jobOf(simulation, exchange)) }),
  },
];

function v3JobView(job: Job): Record<string, unknown> {
  const { workflow } = job;
  return {
    id: job.id,
    attributes: {
      name: job.plan.name,
      number: job.number,
      type: job.plan.type,
      phase: phaseOf(job),
      outcome: isJobFinished(job) ? OUTCOMES[job.status] : null,
      current_outcome: OUTCOMES[job.status] ?? null,
      started_at: isoOrNull(job.startedAt),
      ended_at: isoOrNull(job.stoppedAt),
      parallel_executions: [{ steps: stepsOf(job).map(v3StepView) }],
    },
    references: {
      workflow: { id: workflow.id },
      run: { id: workflow.pipeline.id },
      project: { id: workflow.pipeline.project.id },
    },
  };
}

const PHASES: Partial<Record<JobStatus, string>> = {
  blocked: 'created',
  queued: 'queued',
  running: 'started',
  on_hold: 'started',
};
const OUTCOMES: Partial<Record<JobStatus, string>> = {
  success: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
  unauthorized: 'unauthorized',
};

function phaseOf(job: Job): string {
  return PHASES[job.status] ?? 'ended';
}

function v3StepView(step: Step): Record<string, unknown> {
  const ended = step.stoppedAt !== null;
  return {
    name: step.name,
    type: step.command === null ? 'infrastructure' : 'run',
    num: step.num,
    phase: ended ? 'ended' : 'started',
    outcome: ended ? (step.status === 'success' ? 'succeeded' : step.status) : null,
    exit_code: step.exitCode,
    started_at: isoOrNull(step.startedAt),
    ended_at: isoOrNull(step.stoppedAt),
    command: step.command,
  };
}
