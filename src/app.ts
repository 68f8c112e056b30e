import { sql } from 'kysely';
import { createCircleCI } from './api/index.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import type { JobName } from './domain/job-data.ts';
import { createTurnstile } from './domain/turnstile.ts';
import { urgent } from './gate/urgent.ts';
import { healthRoute, readinessRoute } from './http/health.ts';
import { metricsRoute } from './http/metrics.ts';
import { createHttpServer, type Route } from './http/server.ts';
import { checkIdentities } from './identities/key-check.ts';
import { startJobs } from './jobs/start.ts';
import { takeOver } from './jobs/take-over.ts';
import { followPeopleFile } from './people/people-file.ts';
import { openPolicy } from './policy/source.ts';
import { connectSlack, type SlackConnection } from './slack/bolt.ts';
import { checkToken } from './slack/check-token.ts';
import { createSlackApi } from './slack/create-slack-api.ts';
import { authorizeAs, rememberIdentity } from './slack/identity.ts';
import { createWebClient } from './slack/web-client.ts';
import { slackRequests } from './slack-requests.ts';
import { type Database, openStorage } from './storage/database.ts';
import { createQueue } from './storage/queue.ts';
import { followSubscriptionsFile } from './subscriptions/follow-file.ts';
import { createLogger, type Logger } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { VERSION } from './version.ts';
import { applyEvents } from './webhooks/apply.ts';
import { createWebhookRoute } from './webhooks/route.ts';
import { createWakeUp } from './webhooks/wake-up.ts';

/** The only seam for tests and the playground: everything else they reach over HTTP, as Slack and CircleCI do. */
export interface Overrides {
  readonly log?: Logger;
  readonly now?: () => Date;
}

export interface App {
  /** Opens the database, the jobs, the connections and last the port. @throws what keeps it from starting */
  start(): Promise<{ readonly port: number }>;
  /** Ends within ten seconds: no new work, what runs is finished or left to the queue. */
  stop(): Promise<void>;
  /** For tests: resolves when no job is due or running. */
  drain(): Promise<void>;
}

/** Each asks CircleCI some ten times and the database some two hundred. */
const DEEDS_AT_ONCE = 12;

/** How the ten seconds of a stop are shared out, in milliseconds. */
const STOP = { http: 2_000, slack: 3_000, circleci: 500, jobs: 2_500 };

export function createApp(config: Config, overrides: Overrides = {}): App {
  const releases: (() => Promise<void>)[] = [];
  let drain = async () => {};

  return {
    async start() {
      try {
        return await assemble();
      } catch (error) {
        await release();
        throw error;
      }
    },
    stop: release,
    drain: () => drain(),
  };

  async function assemble(): Promise<{ port: number }> {
    const log = overrides.log ?? createLogger(config.logLevel);
    const metrics = createMetrics();
    const now = overrides.now ?? (() => new Date());

    const storage = await openStorage(config.database);
    releases.push(() => storage.close());
    const queue = createQueue(storage, log, metrics);
    await queue.start(() => takeOver({ db: storage.db, queue, now }));
    releases.push(() => queue.stop(STOP.jobs));

    const policy = await openPolicy(config.policyFile, log);
    releases.push(async () => policy.stop());

    const circleci = createCircleCI({
      ...config.circleci,
      version: VERSION,
      onPause: (until) =>
        log.warn({ until }, 'CircleCI’s rate limit: background work waits, people’s requests go on'),
      onResponse: ({ endpoint, status, ms }) => metrics.circleciCall(endpoint, status, ms / 1000),
    });
    releases.push(() => circleci.close(STOP.circleci));
    const deeds = createTurnstile(DEEDS_AT_ONCE);
    const slack = createSlackApi(createWebClient(config.slack, log), config.slack.apiUrl, metrics);
    const ctx: Context = { config, log, metrics, db: storage.db, queue, circleci, slack, policy, deeds, now };

    releases.push(await followPeopleFile(ctx, config.peopleFile));
    const wakeUp = createWakeUp(queue, storage.engine);
    await queue.work('apply-events', { concurrency: 1 }, () => {
      wakeUp.begins();
      return applyEvents(ctx);
    });
    await checkIdentities(ctx);
    const file = await followSubscriptionsFile(ctx, config.subscriptionsFile);
    releases.push(() => file.stop());
    await startJobs(ctx);
    drain = () => queue.drain();

    const identity = rememberIdentity(slack);
    const connection = connectSlack({
      config: config.slack,
      handlers: urgent(slackRequests(ctx, identity)),
      log,
      metrics,
      authorize: () => authorizeAs(config.slack, identity),
    });
    const webhooks = createWebhookRoute({ ...ctx, wakeUp, secrets: config.circleci.webhookSecrets });
    const server = createHttpServer({
      log,
      routes: [
        { path: '/webhooks/circleci', handle: webhooks.handle },
        ...slackRoute(connection),
        healthRoute({ warnings: () => [file.warning(), pauseWarning(circleci.pausedUntil())] }),
        readinessRoute({ checks: { database: () => ping(storage.db), slack: () => slack.authTest() } }),
        metricsRoute({ metrics, log, refresh: () => publishCounts(ctx) }),
      ],
    });
    await checkToken(identity, log);
    await connection.start();
    releases.push(() => connection.stop(STOP.slack));
    const { port } = await server.listen(config.http.port, config.http.host);
    releases.push(async () => {
      await server.close(STOP.http);
      await webhooks.close();
    });
    log.info(
      { port, version: VERSION, engine: storage.engine, socketMode: connection.listener === null },
      'ready',
    );
    return { port };
  }

  /** Last in, first out: the door closes first, the database last. */
  async function release(): Promise<void> {
    for (let next = releases.pop(); next !== undefined; next = releases.pop()) await next();
  }
}

/** In Socket Mode Slack sends nothing here. */
function slackRoute({ listener }: SlackConnection): Route[] {
  return listener === null ? [] : [{ path: '/slack/events', methods: ['POST'], handle: listener }];
}

function ping(db: Database): Promise<unknown> {
  return sql`select 1`.execute(db);
}

function pauseWarning(until: Date | null): string | null {
  if (until === null) return null;
  return `CircleCI’s rate limit: background calls wait until ${until.toISOString()}`;
}

async function publishCounts({ queue, metrics, circleci, now }: Context): Promise<void> {
  const until = circleci.pausedUntil()?.getTime() ?? 0;
  metrics.circleciPause(Math.max(0, until - now().getTime()) / 1000);
  for (const [name, depth] of Object.entries(await queue.counts()))
    metrics.queueDepth(name as JobName, depth);
}
