import type { CircleCI } from './api/index.ts';
import type { Config } from './config.ts';
import type { Policy } from './domain/policy.ts';
import type { Turnstile } from './domain/turnstile.ts';
import type { SlackApi } from './slack/slack-api.ts';
import type { Database } from './storage/database.ts';
import type { Queue } from './storage/queue.ts';
import type { Logger } from './telemetry/log.ts';
import type { Metrics } from './telemetry/metrics.ts';

/** Built once in `app.ts` and passed in. Features take what they need of it: `Pick<Context, 'db' | 'queue'>`. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly db: Database;
  readonly queue: Queue;
  readonly circleci: CircleCI;
  readonly slack: SlackApi;
  /** The rules in force; null when there is no file of them. */
  readonly policy: { current(): Policy | null };
  /** What is done to CircleCI goes through it, so that a rush of clicks leaves room for taking in the next ones. */
  readonly deeds: Turnstile;
  /** Aborted when the program ends: what is under way is left to whoever goes on after the restart. */
  readonly stopping: AbortSignal;
  readonly now: () => Date;
}
