import type { Job, JobResult, PgBoss } from 'pg-boss';
import type { JobData, JobName } from '../domain/job-data.ts';
import { describeError } from '../telemetry/describe-error.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { GiveUp } from './give-up.ts';
import type { KeyedLock } from './keyed-lock.ts';
import type { WakeUps } from './queue-wake-ups.ts';

export interface WorkOptions {
  /** Handlers that may run at once in this process, times `batch`. */
  readonly concurrency: number;
  /** Jobs a worker takes at once; they run side by side and each is settled on its own. Default 1. */
  readonly batch?: number;
}

/** `signal` aborts when the job has run too long, when another replica took it, or when the program stops. */
export type JobHandler<N extends JobName> = (data: JobData[N], signal: AbortSignal) => Promise<void>;

interface Tools {
  readonly boss: PgBoss;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'jobFinished'> | undefined;
  readonly wakeUps: WakeUps;
  /** One job of a key at a time. */
  readonly lockOf: (name: JobName) => KeyedLock;
}

/** Only for the case that neither an announcement nor the watch for due jobs woke a worker. */
const POLL_SECONDS = 60;

/** See `Queue.work`. */
export async function startWorkers<N extends JobName>(
  tools: Tools,
  name: N,
  options: WorkOptions,
  handler: JobHandler<N>,
): Promise<void> {
  const lock = tools.lockOf(name);
  const { concurrency, batch = 1 } = options;
  for (let i = 0; i < concurrency; i++) {
    const started = Promise.withResolvers<string>();
    const id = await tools.boss.work<JobData[N], JobResult[], WorkerOptions>(
      name,
      workerOptions(batch),
      async (jobs) => {
        const ended = tools.wakeUps.begins(name, await started.promise, jobs.length === batch);
        try {
          return await Promise.all(
            jobs.map((job) => lock(job.groupId ?? job.id, () => run(tools, name, job, handler))),
          );
        } finally {
          ended();
        }
      },
    );
    tools.wakeUps.register(name, id);
    started.resolve(id);
  }
}

interface WorkerOptions {
  readonly batchSize: number;
  readonly groupConcurrency: number;
  readonly perJobResults: true;
  readonly pollingIntervalSeconds: number;
  readonly notifyPollingIntervalSeconds: number;
}

function workerOptions(batchSize: number): WorkerOptions {
  return {
    batchSize,
    groupConcurrency: 1,
    perJobResults: true,
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: POLL_SECONDS,
  };
}

async function run<N extends JobName>(
  { log, metrics }: Tools,
  name: N,
  job: Job<JobData[N]>,
  handler: JobHandler<N>,
): Promise<JobResult> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  try {
    await handler(job.data, job.signal);
    metrics?.jobFinished(name, 'done', seconds());
    return { id: job.id, status: 'completed' };
  } catch (error) {
    metrics?.jobFinished(name, 'failed', seconds());
    if (error instanceof GiveUp) return { id: job.id, status: 'deadletter', output: describeError(error) };
    log.warn(
      { err: error, job: name, jobId: job.id, retry: job.retryCount },
      'job failed and will be retried',
    );
    return { id: job.id, status: 'failed', output: describeError(error) };
  }
}
