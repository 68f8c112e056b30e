import type { RequestListener } from 'node:http';
import { App, type AuthorizeResult, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { boltLogger } from './bolt-logger.ts';
import type { SlackHandlers } from './handlers.ts';
import { guardRequest, MOST_BYTES } from './http-listener.ts';
import { listen } from './listeners.ts';
import { createRunning } from './running.ts';
import { clientOptions } from './web-client.ts';

export interface SlackConnection {
  /** Takes Slack's HTTP requests; null in Socket Mode, where the bot calls Slack. */
  readonly listener: RequestListener | null;
  start(): Promise<void>;
  /** No new work; what runs may finish until the time is up. */
  stop(timeoutMs: number): Promise<void>;
  /** Waits for what still runs after a stop, until the time is up. */
  settle(timeoutMs: number): Promise<void>;
}

export interface SlackConnectionOptions {
  readonly config: Config['slack'];
  readonly handlers: SlackHandlers;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'acknowledged'>;
  /** Who the bot is; asked at the first request, and remembered by the caller. */
  readonly authorize: () => Promise<AuthorizeResult>;
}

/** Bolt over HTTP or, with an app token, over Socket Mode. The listeners are the same. */
export function connectSlack(options: SlackConnectionOptions): SlackConnection {
  const { config, handlers, log, metrics, authorize } = options;
  const running = createRunning((error) =>
    log.error({ err: error }, 'a request of Slack’s was not finished'),
  );
  const logger = boltLogger(log);
  const { receiver, listener, isSocket } = createReceiver(config, log);
  const app = new App({
    receiver,
    authorize,
    logger,
    clientOptions: clientOptions(config, log),
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => log.error({ err: error }, 'Bolt could not handle a request of Slack’s'));
  listen(app, handlers, running, metrics);
  return {
    listener,
    start: async () => {
      // Over HTTP the program's own server hands requests to the receiver, which never opens one.
      if (isSocket) await app.start();
    },
    stop: async (timeoutMs) => {
      if (isSocket) await app.stop();
      await running.settle(timeoutMs);
    },
    settle: async (timeoutMs) => {
      const left = await running.settle(timeoutMs);
      if (left > 0) log.warn({ left }, 'stopping while requests of Slack’s are still worked on');
    },
  };
}

interface Received {
  readonly receiver: Receiver;
  readonly listener: RequestListener | null;
  readonly isSocket: boolean;
}

function createReceiver(config: Config['slack'], log: Logger): Received {
  const logger = boltLogger(log);
  if (config.appToken !== undefined) {
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      logger,
      installerOptions: { clientOptions: clientOptions(config, log) },
    });
    return { receiver, listener: null, isSocket: true };
  }
  const receiver = new HTTPReceiver({
    signingSecret: config.signingSecret ?? '',
    logger,
    bodyLimit: MOST_BYTES,
  });
  return { receiver, listener: guardRequest(receiver.requestListener), isSocket: false };
}
