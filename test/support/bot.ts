import {
  type CircleCiOptions,
  type CircleCiSimulator,
  createCircleCiSimulator,
} from '../../simulators/circleci/index.ts';
import {
  createSlackSimulator,
  messageText,
  type SlackSimulator,
  type SlackSimulatorOptions,
} from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { type App, createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createLogger, type Logger } from '../../src/telemetry/log.ts';
import type { TestDatabases } from './database.ts';

export const WEBHOOK_SECRET = 'a-webhook-secret-for-tests';
/** The default workspace of the Slack simulator: Ada reads English, Chie Japanese. */
export const ADA = 'U0ADA00001';
export const BEN = 'U0BEN00002';
export const CHIE = 'U0CHIE0003';

/** A bot with the two services it talks to, all real up to the socket. */
export interface Bot {
  readonly slack: SlackSimulator;
  readonly circleci: CircleCiSimulator;
  readonly app: App;
  readonly url: string;
  readonly config: Config;
  /** Stops the program and starts it again on the same database, as a deploy does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Cards in a channel, oldest first: the bot's messages with blocks, without its replies in threads. */
  cards(channel: string): Promise<readonly ClientMessage[]>;
  /** Waits for a card whose text has all of these. */
  card(channel: string, ...texts: readonly string[]): Promise<ClientMessage>;
  /**
   * Types `/circleci run …` in #deploys and waits for the card it gets.
   * @returns the pipeline's number as cards show it, such as `#1284`
   */
  run(user: string, words: string): Promise<string>;
  /** Waits for a private answer to this person whose text has this. */
  told(user: string, channel: string, text: string): Promise<ClientMessage>;
}

export interface BotOptions {
  readonly slack?: SlackSimulatorOptions;
  readonly circleci?: CircleCiOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** Silent, or as TEST_LOG says, unless given. */
  readonly log?: Logger;
  /** The bot's clock. */
  readonly now?: () => Date;
}

/** Scenarios run a hundred times faster than written: minutes become tenths of seconds. */
const TIME_SCALE = 0.01;

export async function startBot(databases: TestDatabases, options: BotOptions = {}): Promise<Bot> {
  const slack = createSlackSimulator({ limits: 'off', ...options.slack });
  const circleci = createCircleCiSimulator({ timeScale: TIME_SCALE, ...options.circleci });
  await slack.start();
  await circleci.start();
  const database = await databases.database();
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(options.slack?.mode === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    CIRCLECI_TOKEN: circleci.token,
    SHARED_IDENTITY: 'all',
    CIRCLECI_URL: circleci.url,
    CIRCLECI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    DATABASE_URL: database.url,
    DATA_DIR: database.dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'https://chatops.example.com',
    ...options.env,
  });
  const log = options.log ?? createLogger(process.env.TEST_LOG ?? 'silent');
  const overrides = options.now === undefined ? { log } : { log, now: options.now };
  let app = createApp(config, overrides);
  let url = '';

  const start = async () => {
    const { port } = await app.start();
    url = `http://127.0.0.1:${port}`;
    slack.connect({ requestUrl: `${url}/slack/events` });
    circleci.control.setWebhook({
      url: `${url}/webhooks/circleci`,
      secret: WEBHOOK_SECRET,
      id: 'b1f5a4a0-1111-4222-8333-444455556666',
      name: 'chatops',
    });
  };
  await start();

  const cards = async (channel: string) =>
    (await slack.client.as(ADA).messages(channel)).filter(
      ({ user, blocks, threadTs }) =>
        user === slack.bot.userId && blocks.length > 0 && threadTs === undefined,
    );
  const hasAll = (message: ClientMessage, texts: readonly string[]) =>
    texts.every((text) => messageText(message).includes(text));

  const card = (channel: string, ...texts: readonly string[]) =>
    slack.client.waitFor(async () => (await cards(channel)).findLast((one) => hasAll(one, texts)), {
      what: `a card in #${channel} with ${texts.join(', ')}`,
      timeoutMs: 45_000,
    });

  return {
    slack,
    circleci,
    config,
    get app() {
      return app;
    },
    get url() {
      return url;
    },
    async restart() {
      await app.stop();
      app = createApp(config, overrides);
      await start();
    },
    async stop() {
      await circleci.stop();
      await app.stop();
      await slack.stop();
    },
    cards,
    card,
    async run(user, words) {
      const before = new Set((await cards('deploys')).map(({ ts }) => ts));
      await slack.client.as(user).command('deploys', `/circleci run ${words}`);
      const made = await slack.client.waitFor(
        async () => (await cards('deploys')).find(({ ts }) => !before.has(ts)),
        { what: `the card of /circleci run ${words}`, timeoutMs: 45_000 },
      );
      const number = /#\d+/.exec(messageText(made))?.[0];
      if (number === undefined) throw new Error(`no number on the card: ${messageText(made)}`);
      return number;
    },
    told: (user, channel, text) =>
      slack.client.waitFor(
        async () =>
          (await slack.client.as(user).ephemerals(channel)).findLast((message) => hasAll(message, [text])),
        { what: `a private answer to ${user} with “${text}”`, timeoutMs: 45_000 },
      ),
  };
}

/** What `/circleci run` adds in private when its card takes long: it may come at any time after the card. */
const LATE_ANSWER_TO_RUN = /^CircleCI(?: has started |で.*を開始しました)/;

/**
 * @param told all that somebody was told in private in a channel, oldest first
 * @param before how much of it was there before they asked for something else than a run
 * @returns the answer to that; nothing while it has not come
 */
export function answerAfter(told: readonly ClientMessage[], before: number): ClientMessage | undefined {
  return told.slice(before).find((message) => !LATE_ANSWER_TO_RUN.test(messageText(message)));
}
