import type { Job } from '../model.ts';

/** A step of a job as the log endpoints show it. */
export interface Step {
  /** As v1.1's `step` and v3's `num`. */
  readonly num: number;
  readonly name: string;
  readonly command: string | null;
  readonly status: 'success' | 'failed' | 'running' | 'canceled';
  readonly exitCode: number | null;
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  /** What it printed so far, with ANSI colours; all of it to stdout. */
  readonly lines: readonly string[];
  /** Of those, the ones that tell why it failed. */
  readonly tellingLines: readonly string[];
}

/** @returns the steps a build job has gone through; none while it has not started */
export function stepsOf(job: Job): Step[] {
  if (job.startedAt === null || job.plan.type !== 'build') return [];
  const ownStart = job.startedAt + Math.floor(((job.stoppedAt ?? Date.now()) - job.startedAt) / 5);
  const prepared = {
    command: null,
    status: 'success',
    exitCode: 0,
    startedAt: job.startedAt,
    stoppedAt: ownStart,
    tellingLines: [],
  } as const;
  return [
    {
      ...prepared,
      num: 0,
      name: 'Spin up environment',
      lines: ['Build-agent version 1.0', 'Starting container node:24'],
    },
    ...(job.workflow.sshJobs.includes(job.plan.name) ? [{ ...prepared, ...SSH_STEP }] : []),
    {
      ...prepared,
      num: 101,
      name: 'Checkout code',
      lines: ['Cloning into .', `HEAD is now at ${job.workflow.pipeline.commit.revision.slice(0, 7)}`],
    },
    ownStep(job, ownStart),
  ];
}

/** The step CircleCI adds to a job that was rerun with SSH; it tells how to connect. */
const SSH_STEP = { num: 99, name: 'Enable SSH', lines: ['Connect with: ssh -p 54782 203.0.113.7'] } as const;

function ownStep(job: Job, startedAt: number): Step {
  const { plan } = job;
  const status =
    job.status === 'success' || job.status === 'failed' || job.status === 'canceled' ? job.status : 'running';
  const half = plan.log.slice(0, Math.ceil(plan.log.length / 2));
  const lines = {
    success: plan.log,
    failed: [...plan.log.slice(0, -1), ...plan.failureLog],
    running: half,
    canceled: half,
  };
  const exitCodes = { success: 0, failed: 1, running: null, canceled: null };
  return {
    num: 102,
    name: `Run ${plan.name}`,
    command: `npm run ${plan.name}`,
    status,
    exitCode: exitCodes[status],
    startedAt,
    stoppedAt: job.stoppedAt,
    lines: lines[status],
    tellingLines: status === 'failed' ? plan.failureLog : [],
  };
}
