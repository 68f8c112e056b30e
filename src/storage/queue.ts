import { PgBoss } from 'pg-boss';
import type { JobData, JobName } from '../domain/job-data.ts';
import { settledWithin } from '../domain/settled-within.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { QueueDepth } from '../telemetry/metrics-application.ts';
import type { Database, Storage, Tx } from './database.ts';
import { createKeyedLock, type KeyedLock } from './keyed-lock.ts';
import { type AddOptions, addJob } from './queue-add.ts';
import { countJobs, isDue, waitUntilQuiet } from './queue-counts.ts';
import {
  type DeadLetter,
  forgetDeadLetters,
  listDeadLetters,
  takeDeadLetters,
} from './queue-dead-letters.ts';
import { installQueues, releaseOrphans } from './queue-install.ts';
import { jobNames, QUEUE_SCHEMA } from './queue-settings.ts';
import { createWakeUps, hearAnnouncements } from './queue-wake-ups.ts';
import { type QueueWatch, watchQueues } from './queue-watch.ts';
import { type JobHandler, startWorkers, type WorkOptions } from './queue-workers.ts';

export type { AddOptions } from './queue-add.ts';
export type { DeadLetter } from './queue-dead-letters.ts';
export type { JobHandler, WorkOptions } from './queue-workers.ts';

/** Durable jobs on the program's own database. */
export interface Queue {
  /**
   * Brings the queue's tables up to date; safe while other replicas do the same. Call before `work`.
   * When no other process runs, what ran when the last one died is due again, and `takeOver` sees to what else that
   * one had in hand.
   */
  start(takeOver?: () => Promise<void>): Promise<void>;

  /**
   * Takes no more jobs, lets running ones finish for `timeoutMs`, and gives what is left back to the queue
   * (their signals abort), which takes another second and a half at most. The database stays open.
   */
  stop(timeoutMs: number): Promise<void>;

  /**
   * Adds a job that runs at least once. With a transaction, the job is there if and only if it commits.
   *
   * With `options.key`, at most one job of that key waits: adding to a waiting one keeps whichever is due
   * sooner, with its data (a retry's delay is not shortened). While one of that key runs, one more may wait;
   * two of one key never run at once in this process, and across replicas only if two become due together.
   * A job that sees this add waits for its transaction, so it never runs before the cause is visible.
   *
   * In one transaction add keys in a stable order, or two transactions may deadlock and one be rolled back.
   */
  add<N extends JobName>(db: Tx | Database, name: N, data: JobData[N], options?: AddOptions): Promise<void>;

  /**
   * Runs jobs of one name. A handler that throws is retried with growing delays, then kept as a dead letter; one that
   * throws `GiveUp` is at once.
   */
  work<N extends JobName>(name: N, options: WorkOptions, handler: JobHandler<N>): Promise<void>;

  /** Runs something as a job of this name and key would be: never at once with one, or with another such, in this process. */
  alone<T>(name: JobName, key: string, work: () => Promise<T>): Promise<T>;

  /**
   * For tests: resolves when no job is due or running; jobs due later do not count.
   * @throws when that takes longer than `timeoutMs` (default 10 s), naming the queues
   */
  drain(timeoutMs?: number): Promise<void>;

  /** How many jobs each queue holds, for metrics. */
  counts(): Promise<Readonly<Record<JobName, QueueDepth>>>;

  /** @returns true when a job of this key waits for a worker and for nothing else */
  isDue(name: JobName, key: string): Promise<boolean>;

  /** What was given up, newest first; at most 100. */
  deadLetters(): Promise<DeadLetter[]>;
  /**
   * Takes dead letters out, for whoever adds their jobs again in the same transaction; null takes them all, 500 at a
   * time. What another one takes at the same moment is left out.
   */
  takeDeadLetters(tx: Tx, ids: readonly string[] | null): Promise<DeadLetter[]>;
  /** What a job of this key was given up for has been done after all. */
  forgetDeadLetters(name: JobName, key: string): Promise<void>;
}

const GIVE_BACK_MS = 1_500;

export function createQueue(storage: Storage, log: Logger, metrics?: Pick<Metrics, 'jobFinished'>): Queue {
  const boss = new PgBoss({
    ...storage.queueOptions,
    schema: QUEUE_SCHEMA,
    useListenNotify: true,
    schedule: false,
    // A job whose process died is found within its heartbeat plus this.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
  });
  let stopping = false;
  boss.on('error', (error) => {
    // While stopping, a statement may lose its connection; nothing is lost with it.
    log[stopping ? 'debug' : 'error']({ err: error }, 'job queue failed in the background');
  });
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue warning'));

  const wakeUps = createWakeUps((workerId) => boss.notifyWorker(workerId));
  hearAnnouncements(boss, wakeUps.wake);
  let watch: QueueWatch | undefined;
  const locks = new Map<JobName, KeyedLock>();
  const lockOf = (name: JobName) => {
    const lock = locks.get(name) ?? createKeyedLock();
    locks.set(name, lock);
    return lock;
  };

  return {
    async start(takeOver = async () => {}) {
      await boss.start();
      await installQueues(boss, storage.db);
      await storage.whenAlone(async () => {
        await releaseOrphans(boss, storage.db);
        await takeOver();
      });
      watch = watchQueues(storage.db, wakeUps.wake);
    },

    async stop(timeoutMs) {
      stopping = true;
      wakeUps.stop();
      const idle = jobNames.map((name) => boss.offWork(name, { wait: true }));
      await settledWithin(Promise.all([watch?.stop(), ...idle]), timeoutMs);
      // What still runs goes back to the queue, and its signal aborts. A database that does not answer is not waited for:
      // then the job's missing heartbeat gives it back.
      await settledWithin(boss.stop({ close: true, graceful: false }), GIVE_BACK_MS);
    },

    async add(db, name, data, options = {}) {
      await addJob(boss, db, name, data, options);
      if (options.afterSeconds !== undefined) wakeUps.schedule(name, options.afterSeconds);
    },

    work: (name, options, handler) =>
      startWorkers({ boss, log, metrics, wakeUps, lockOf }, name, options, handler),

    alone: (name, key, work) => lockOf(name)(key, work),

    drain: (timeoutMs = 10_000) => waitUntilQuiet(storage.db, timeoutMs),

    counts: () => countJobs(storage.db),
    isDue: (name, key) => isDue(storage.db, name, key),
    deadLetters: () => listDeadLetters(storage.db),
    takeDeadLetters,
    forgetDeadLetters: (name, key) => forgetDeadLetters(storage.db, name, key),
  };
}
