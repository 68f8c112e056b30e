import { createCircleCI } from './api/index.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import type { JobName } from './domain/job-data.ts';
import { createReleases } from './domain/releases.ts';
import { settledWithin } from './domain/settled-within.ts';
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
import { identifyProject } from './projects/ask.ts';
import { connectSlack, type SlackConnection } from './slack/bolt.ts';
import { checkToken } from './slack/check-token.ts';
import { createSlackApi } from './slack/create-slack-api.ts';
import { authorizeAs, rememberIdentity } from './slack/identity.ts';
import { noteWait } from './slack/request-scope.ts';
import { createWebClient } from './slack/web-client.ts';
import { slackRequests } from './slack-requests.ts';
import { openStorage } from './storage/database.ts';
import { createQueue } from './storage/queue.ts';
import { followSubscriptionsFile } from './subscriptions/follow-file.ts';
import { createLogger, type Logger } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { VERSION } from './version.ts';
import { applyEvents } from './webhooks/apply.ts';
import { createWebhookRoute } from './webhooks/route.ts';

/** The only seam for tests and the playground: everything else they reach over HTTP, as Slack and CircleCI do. */
export interface Overrides {
  readonly log?: Logger;
  readonly now?: () => Date;
}

export interface App {
  /** Opens the database, the jobs, the connections and last the port. @throws what keeps it from starting */
  start(): Promise<{ readonly port: number }>;
  /**
   * Ends within ten seconds: no new work, what runs is finished or left to the queue. A start under way goes no further.
   * Calling it again changes nothing. @throws the first error of what could not be closed; all else is closed
   */
  stop(): Promise<void>;
  /** For tests: resolves when no job is due or running. */
  drain(): Promise<void>;
}

/** `start` rejects with this when `stop` was called before it was done. */
export class AppStopped extends Error {
  override readonly name = 'AppStopped';
  readonly code = 'stopped';

  constructor() {
    super('the program was stopped while it started');
  }
}

/** Each asks CircleCI some ten times and the database some two hundred. */
const DEEDS_AT_ONCE = 12;

/** How the ten seconds of a stop are shared out, in milliseconds. */
const STOP = {
  ...{ http: 2_000, inbox: 500, slack: 2_500, circleci: 500, answers: 1_000, jobs: 2_000 },
  start: 5_000,
};

export function createApp(config: Config, overrides: Overrides = {}): App {
  /** Last in, first out: the port closes first, the database last. */
  const releases = createReleases();
  let drain = async () => {};
  let starting: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | null = null;

  return {
    async start() {
      const started = assemble();
      starting = started;
      try {
        return await started;
      } catch (error) {
        // What kept it from starting is what counts; what cannot be closed now ends with the process.
        await releases.all().catch(() => {});
        throw stopping === null ? error : new AppStopped();
      }
    },
    stop() {
      stopping ??= releases.all().finally(() => settledWithin(starting, STOP.start));
      return stopping;
    },
    drain: () => drain(),
  };

  /** Keeps what closes a part of the program. @throws AppStopped when it is to stop, so that a start goes no further */
  function opened(close: () => Promise<void>): void {
    releases.add(close);
    if (stopping !== null) throw new AppStopped();
  }

  async function assemble(): Promise<{ port: number }> {
    const log = overrides.log ?? createLogger(config.logLevel);
    const metrics = createMetrics();
    const now = overrides.now ?? (() => new Date());

    const storage = await openStorage(config.database, {
      onProblem: (problem, err) => log.error({ err }, problem),
    });
    opened(() => storage.close());
    const queue = createQueue(storage, log, metrics);
    opened(() => queue.stop(STOP.jobs));
    await queue.start(() => takeOver({ db: storage.db, queue, now }));

    const policy = await openPolicy(config.policyFile, log);
    opened(async () => policy.stop());

    const circleci = createCircleCI({
      ...config.circleci,
      version: VERSION,
      onCall: () => noteWait('circleci'),
      onPause: (until) =>
        log.warn({ until }, 'CircleCI’s rate limit: background work waits, people’s requests go on'),
      onResponse: ({ endpoint, status, ms }) => metrics.circleciCall(endpoint, status, ms / 1000),
    });
    let closed: Promise<void> | null = null;
    const closeCircleCI = () => (closed ??= circleci.close(STOP.circleci));
    opened(closeCircleCI);
    const ending = new AbortController();
    const deeds = createTurnstile(DEEDS_AT_ONCE);
    const slack = createSlackApi(createWebClient(config.slack, log), config.slack.apiUrl, metrics, log);
    const ctx: Context = {
      ...{ config, log, metrics, db: storage.db, queue, circleci, slack, policy, deeds, now },
      stopping: ending.signal,
    };

    opened(await followPeopleFile(ctx, config.peopleFile));
    // Not waited for: until CircleCI has answered, the rules fail closed.
    policy
      .resolveProjects(async (slug) => (await identifyProject(ctx, slug, 'background')) !== null)
      .catch((error: unknown) =>
        log.error({ err: error }, 'the projects of the policy could not be resolved'),
      );
    await queue.work('apply-events', { concurrency: 1 }, () => applyEvents(ctx));
    await checkIdentities(ctx);
    const file = await followSubscriptionsFile(ctx, config.subscriptionsFile);
    opened(() => file.stop());
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
    const webhooks = createWebhookRoute({ ...ctx, secrets: config.circleci.webhookSecrets });
    const server = createHttpServer({
      log,
      routes: [
        { path: '/webhooks/circleci', handle: webhooks.handle },
        ...slackRoute(connection),
        healthRoute({
          warnings: () => [file.warning(), pauseWarning(circleci.pausedUntil()), ...connection.warnings()],
        }),
        readinessRoute({ checks: { database: () => storage.checkWrites(), slack: () => slack.authTest() } }),
        metricsRoute({ metrics, log, refresh: () => publishCounts(ctx) }),
      ],
    });
    await checkToken(identity, log);
    await connection.start();
    opened(async () => {
      await connection.stop(STOP.slack);
      // What CircleCI has not answered by now is left to the next process, and who asked for it is told.
      ending.abort();
      await closeCircleCI();
      await connection.settle(STOP.answers);
    });
    const { port } = await server.listen(config.http.port, config.http.host);
    opened(async () => {
      await server.close(STOP.http);
      await webhooks.close(STOP.inbox);
    });
    const bundledDatabase = config.database.url === undefined;
    log.info({ port, version: VERSION, bundledDatabase, socketMode: connection.listener === null }, 'ready');
    return { port };
  }
}

/** In Socket Mode Slack sends nothing here. */
function slackRoute({ listener }: SlackConnection): Route[] {
  return listener === null ? [] : [{ path: '/slack/events', handle: listener }];
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
