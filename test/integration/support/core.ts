import { sql } from 'kysely';
import {
  type CircleCiOptions,
  createCircleCiSimulator,
  type ScenarioName,
} from '../../../simulators/circleci/index.ts';
import { createSlackSimulator } from '../../../simulators/slack/index.ts';
import { createCircleCI } from '../../../src/api/index.ts';
import { readConfig } from '../../../src/config.ts';
import type { Context } from '../../../src/context.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import type { JobName } from '../../../src/domain/job-data.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { createSlackApi } from '../../../src/slack/create-slack-api.ts';
import { createWebClient } from '../../../src/slack/web-client.ts';
import { createQueue } from '../../../src/storage/queue.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';
import { ADA, WEBHOOK_SECRET } from '../../support/bot.ts';
import type { TestDatabases } from '../../support/database.ts';

export const PROJECT = 'gh/acme/web-shop';
export const DEPLOYS = 'C0DEPLOYS1';

/**
 * What the features stand on, all real up to the socket, with nobody who takes jobs: a test calls one step after
 * the other, in the order it wants, and looks at what waits in the queue.
 */
export async function openCore(
  databases: TestDatabases,
  options: CircleCiOptions = {},
  env: Readonly<Record<string, string>> = {},
) {
  const slack = createSlackSimulator({ limits: 'off' });
  // Paused: CircleCI moves only when the test says so.
  const circleci = createCircleCiSimulator({ paused: true, ...options });
  await Promise.all([slack.start(), circleci.start()]);
  const { db, ...storage } = await databases.storage();
  const log = createLogger('silent');
  const metrics = createMetrics();
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    CIRCLECI_TOKEN: circleci.token,
    SHARED_IDENTITY: 'all',
    CIRCLECI_URL: circleci.url,
    CIRCLECI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ...env,
  });
  const queue = createQueue({ db, ...storage }, log);
  await queue.start();
  const client = createCircleCI(config.circleci);
  const stopping = new AbortController();
  const clock = { aheadMs: 0 };
  /** The policy in force: none until a test sets one. */
  const rules: { current: Policy | null } = { current: null };
  const ctx: Context = {
    config,
    log,
    metrics,
    db,
    queue,
    circleci: client,
    slack: createSlackApi(createWebClient(config.slack, log), config.slack.apiUrl, metrics, log),
    policy: { current: () => rules.current },
    deeds: (work) => work(),
    stopping: stopping.signal,
    now: () => new Date(Date.now() + clock.aheadMs),
  };
  return {
    ctx,
    slack,
    circleci,
    clock,
    rules,
    stopping,
    /** Somebody in #deploys. */
    actor: { teamId: slack.team.id, userId: ADA, locale: 'en', channelId: DEPLOYS } satisfies Actor,
    /** A pipeline that CircleCI has and the bot has not heard of. */
    push: (scenario: ScenarioName) => {
      const made = circleci.control.push(PROJECT, { scenario });
      if (made === null) throw new Error(`${scenario} made no pipeline`);
      return made.id;
    },
    /** The waiting jobs of a name, with the seconds until they are due. */
    waiting: async (name: JobName) => {
      const { rows } = await sql<{ data: unknown; seconds: number }>`
        select data, extract(epoch from start_after - now())::float as seconds
          from pgboss.job where name = ${name} and state < 'active' order by created_on
      `.execute(db);
      return rows;
    },
    /** As if what waits had been taken and done. */
    forgetWaiting: () => sql`delete from pgboss.job where state < 'active'`.execute(db),
    /** Nothing that asks the database is answered from now on. */
    loseDatabase: async () => {
      await queue.stop(100);
      await storage.close();
    },
    close: async () => {
      await client.close();
      await queue.stop(100);
      await Promise.all([slack.stop(), circleci.stop()]);
    },
  };
}

export type Core = Awaited<ReturnType<typeof openCore>>;
