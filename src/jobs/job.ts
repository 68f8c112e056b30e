import type { Context } from '../context.ts';
import type { JobData, JobName } from '../domain/job-data.ts';

/** How the queue runs one kind of job. */
export interface Job<N extends JobName> {
  readonly name: N;
  /** How many run at once in this process. */
  readonly concurrency: number;
  /** Throws to be tried again later; the queue's settings say how often. */
  run(ctx: Context, data: JobData[N]): Promise<void>;
}
