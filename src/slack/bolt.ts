import type { RequestListener } from 'node:http';
import { App, type AuthorizeResult, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { boltLogger } from './bolt-logger.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { SlackHandlers } from './handlers.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { listen } from './listeners.ts';
import { createRunning } from './running.ts';
import { keepConnected } from './socket-connection.ts';
import { guardFrames } from './socket-frames.ts';
import { clientOptions } from './web-client.ts';

export interface SlackConnection {
  /** Takes Slack's HTTP requests; null in Socket Mode, where the bot calls Slack. */
  readonly listener: RequestListener | null;
  /** @throws StartError when Slack does not accept the app token */
  start(): Promise<void>;
  /** No new work; what runs may finish until the time is up. */
  stop(timeoutMs: number): Promise<void>;
  /** Waits for what still runs after a stop, until the time is up. */
  settle(timeoutMs: number): Promise<void>;
  /** What is wrong with what Slack sends the bot, for `/healthz`; nulls for nothing. */
  warnings(): readonly (string | null)[];
}

export interface SlackConnectionOptions {
  readonly config: Config['slack'];
  readonly handlers: SlackHandlers;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'acknowledged'>;
  /** Who the bot is; asked at the first request, and remembered by the caller. */
  readonly authorize: () => Promise<AuthorizeResult>;
}

/** Slack reports it each minute for as long as it lasts. Source: Slack docs, app_rate_limited. */
const RATE_LIMITED_MS = 5 * 60_000;

/** Bolt over HTTP or, with an app token, over Socket Mode. The listeners are the same. */
export function connectSlack(options: SlackConnectionOptions): SlackConnection {
  const { config, handlers, log, metrics, authorize } = options;
  const running = createRunning((error) =>
    log.error({ err: error }, 'a request of Slack’s was not finished'),
  );
  let limitedAt: number | null = null;
  const rateLimited = () => {
    limitedAt = performance.now();
    log.warn('Slack holds back events, because there are too many for one app in an hour');
  };
  const logger = boltLogger(log);
  const { receiver, ...way } = createReceiver(config, { log, rateLimited });
  const app = new App({
    receiver,
    authorize,
    logger,
    clientOptions: clientOptions(config, log),
    convoStore: false,
    attachFunctionToken: false,
  });
  // What failed before it was acknowledged must not look as if it had been done.
  app.error(async (error) => Promise.reject(error));
  listen(app, handlers, running, metrics, log);
  return {
    listener: way.listener,
    start: way.start,
    stop: async (timeoutMs) => {
      await way.stop();
      await running.settle(timeoutMs);
    },
    settle: async (timeoutMs) => {
      const left = await running.settle(timeoutMs);
      if (left > 0) log.warn({ left }, 'stopping while requests of Slack’s are still worked on');
    },
    warnings: () => [
      way.isConnected() ? null : 'Slack is not connected over Socket Mode; the bot is trying to connect.',
      limitedAt !== null && performance.now() - limitedAt < RATE_LIMITED_MS
        ? 'Slack is holding back events, because the app gets too many of them.'
        : null,
    ],
  };
}

interface Way {
  readonly receiver: Receiver;
  readonly listener: RequestListener | null;
  start(): Promise<void>;
  stop(): Promise<void>;
  isConnected(): boolean;
}

function createReceiver(config: Config['slack'], delivery: Delivery): Way {
  const nothing = async () => {};
  if (config.appToken === undefined) {
    const http = createHttpReceiver({ ...delivery, signingSecret: config.signingSecret ?? '' });
    return { ...http, start: nothing, stop: nothing, isConnected: () => true };
  }
  const { log } = delivery;
  const inner = new SocketModeReceiver({
    appToken: config.appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(config, log) },
  });
  guardFrames(inner.client, log);
  const receiver: Receiver = {
    init: (app) => inner.init(delivering(app, delivery)),
    start: nothing,
    stop: nothing,
  };
  return { receiver, listener: null, ...keepConnected(inner.client, log) };
}

/** The same app, for a receiver: it acknowledges everything, and rejects nothing. */
function delivering(app: App, delivery: Delivery): App {
  const processEvent: App['processEvent'] = async (event) => {
    const outcome = await deliver(app, event, delivery);
    if (outcome !== 'malformed') return;
    delivery.log.warn('Slack sent a payload over Socket Mode that cannot be read');
    // Without an acknowledgement the same would come again.
    await event.ack();
  };
  return Object.create(app, { processEvent: { value: processEvent } });
}
