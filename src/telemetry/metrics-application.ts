import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { JobName } from '../domain/job-data.ts';
import type { ActionKind, ActionState } from '../domain/pipeline.ts';

/** Jobs of one queue. `waiting`: due now. `deferred`: due later, retries included. `dead`: given up. */
export interface QueueDepth {
  readonly waiting: number;
  readonly deferred: number;
  readonly active: number;
  readonly dead: number;
}

/** Jobs, actions, cards and commands. */
export function applicationMetrics(registry: Registry) {
  const jobs = new Histogram({
    name: 'chatops_job_seconds',
    help: 'Duration of background jobs by outcome.',
    labelNames: ['job', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  const depth = new Gauge({
    name: 'chatops_queue_jobs',
    help: 'Background jobs by queue and state.',
    labelNames: ['job', 'state'],
    registers: [registry],
  });
  const actions = new Counter({
    name: 'chatops_actions_total',
    help: 'What people asked for in Slack, by how it ended.',
    labelNames: ['kind', 'state'],
    registers: [registry],
  });
  const commands = new Histogram({
    name: 'chatops_acknowledge_seconds',
    help: 'Time from a Slack request to its acknowledgement.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers: [registry],
  });
  const fileWrong = new Gauge({
    name: 'chatops_subscriptions_file_wrong',
    help: '1 while SUBSCRIPTIONS_FILE is wrong and the last good one is in force.',
    registers: [registry],
  });
  return {
    subscriptionsFile(isInForce: boolean): void {
      fileWrong.set(isInForce ? 0 : 1);
    },
    jobFinished(job: JobName, outcome: 'done' | 'failed', seconds: number): void {
      jobs.observe({ job, outcome }, seconds);
    },
    queueDepth(job: JobName, { waiting, deferred, active, dead }: QueueDepth): void {
      depth.set({ job, state: 'waiting' }, waiting);
      depth.set({ job, state: 'deferred' }, deferred);
      depth.set({ job, state: 'active' }, active);
      depth.set({ job, state: 'dead' }, dead);
    },
    actionSettled(kind: ActionKind, state: ActionState): void {
      actions.inc({ kind, state });
    },
    /** @param kind command, action, view, options or event */
    acknowledged(kind: string, seconds: number): void {
      commands.observe({ kind }, seconds);
    },
  };
}
