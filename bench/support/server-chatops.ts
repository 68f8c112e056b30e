import { sql } from 'kysely';
import { type Config, readConfig } from '../../src/config.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { openStorage } from '../../src/storage/database.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { applyEvents } from '../../src/webhooks/apply.ts';
import { createWebhookRoute } from '../../src/webhooks/route.ts';
import { SECRET } from './deliveries.ts';
import type { IntakeServer } from './intake-server.ts';

interface Options {
  /** Whether deliveries are applied to the pipelines' state meanwhile, as they are in the whole program. */
  readonly applying: boolean;
}

/** The program's own receiver, as `app.ts` puts it together. Nothing is read from CircleCI or sent to Slack. */
export async function createChatopsServer(
  database: Config['database'],
  { applying }: Options,
): Promise<IntakeServer> {
  const log = createLogger('warn');
  const metrics = createMetrics();
  const storage = await openStorage(database);
  const { db } = storage;
  const queue = createQueue(storage, log, metrics);
  await queue.start();
  if (applying) {
    const ctx = { config: readConfig(ENVIRONMENT), db, queue, log, metrics, now: () => new Date() };
    await queue.work('apply-events', { concurrency: 1 }, () => applyEvents(ctx));
  }
  const route = createWebhookRoute({ secrets: [SECRET], db, queue, log, metrics });
  const server = createHttpServer({ log, routes: [{ path: '/webhooks/circleci', handle: route.handle }] });
  const { port } = await server.listen(0, '127.0.0.1');
  return {
    port,
    async stored() {
      const { rows } = await sql<{ stored: number; applied: number }>`
        select count(*)::int as stored, count(processed_at)::int as applied from inbox
      `.execute(db);
      const { stored = 0, applied = 0 } = rows[0] ?? {};
      return { stored, applied: applying ? applied : null };
    },
    async reset() {
      await sql`truncate inbox`.execute(db);
    },
    async stop() {
      await server.close(1_000);
      await queue.stop(1_000);
      await storage.close();
    },
  };
}

/** Applying reads settings, though none of these. */
const ENVIRONMENT = {
  SLACK_BOT_TOKEN: 'xoxb-for-benchmarks',
  SLACK_SIGNING_SECRET: 'a-signing-secret-for-benchmarks',
  CIRCLECI_TOKEN: 'a-token-for-benchmarks',
  SHARED_IDENTITY: 'all',
  CIRCLECI_WEBHOOK_SECRET: SECRET,
};
