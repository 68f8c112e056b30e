import { createApp, type Overrides } from '../../../src/app.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { environmentOf, type Town } from './town.ts';

/** The bot inside the test's own process. */
export interface LocalBot {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startLocalBot(
  database: Config['database'],
  { slack, circleci }: Pick<Town, 'slack' | 'circleci'>,
  overrides: Overrides = {},
): Promise<LocalBot> {
  const config = readConfig({
    ...environmentOf(slack, circleci),
    DATABASE_URL: database.url,
    DATA_DIR: database.dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const app = createApp(config, { log: createLogger(process.env.TEST_LOG ?? 'silent'), ...overrides });
  const { port } = await app.start();
  return { url: `http://127.0.0.1:${port}`, stop: () => app.stop() };
}
