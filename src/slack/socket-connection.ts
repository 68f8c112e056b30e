import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from '../telemetry/log.ts';
import { StartError } from './check-token.ts';

export interface SocketConnection {
  /** Connects, and stays connected until it is stopped. @throws StartError when Slack refuses the app token for good */
  start(): Promise<void>;
  stop(): Promise<void>;
  isConnected(): boolean;
}

export interface SocketTimes {
  /** How long a whole attempt may take, in milliseconds: longer than a call of Slack's Web API. */
  readonly attemptMs: number;
  /** The first and the longest wait between two attempts; each wait is twice the one before. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A connection that lasted this long is replaced at once. */
  readonly steadyMs: number;
}

const TIMES: SocketTimes = { attemptMs: 20_000, firstWaitMs: 1_000, longestWaitMs: 60_000, steadyMs: 10_000 };

/** With these no attempt will succeed. Source: Slack docs, apps.connections.open, errors. */
const WRONG_TOKEN = new Set([
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'team_access_not_granted',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);

/**
 * Keeps one Socket Mode connection open. Slack's client has to be made without its own reconnecting, which ends the
 * process when `apps.connections.open` fails (measured on @slack/socket-mode 3.1).
 */
export function keepConnected(
  client: SocketModeReceiver['client'],
  log: Logger,
  times: SocketTimes = TIMES,
): SocketConnection {
  const stopping = new AbortController();
  const { promise: stopped, reject: endAttempt } = Promise.withResolvers<never>();
  stopped.catch(() => {});
  let connectedAt: number | null = null;
  let closed = Promise.withResolvers<void>();
  let following: Promise<void> = Promise.resolve();
  client.on('connected', () => {
    // A second greeting changes nothing.
    if (connectedAt !== null) return;
    closed = Promise.withResolvers();
    connectedAt = performance.now();
  });
  client.on('disconnected', () => {
    connectedAt = null;
    closed.resolve();
  });

  async function open(): Promise<void> {
    const opened = client.start();
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('Slack did not greet in time')), times.attemptMs);
    try {
      await Promise.race([opened, late, stopped]);
    } catch (error) {
      const close = () => void client.disconnect();
      close();
      // It may still come to a connection, which nobody waits for.
      opened.then(close, () => {});
      throw error ?? new Error('Slack closed the connection before it greeted');
    } finally {
      clearTimeout(timer);
    }
  }

  async function follow(): Promise<void> {
    let failures = 1;
    while (!stopping.signal.aborted) {
      if (connectedAt !== null) {
        const since = connectedAt;
        await closed.promise;
        if (performance.now() - since >= times.steadyMs) failures = 0;
      }
      if (failures > 0) await wait(failures);
      if (stopping.signal.aborted) return;
      failures += 1;
      try {
        await open();
        log.info('connected to Slack over Socket Mode');
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error, failures }, 'Slack cannot be reached over Socket Mode, trying again');
      }
    }
  }

  /** Half of it is left to chance, so that replicas do not ask together. Ends early at a stop. */
  async function wait(failures: number): Promise<void> {
    const most = Math.min(times.longestWaitMs, times.firstWaitMs * 2 ** Math.min(failures - 1, 16));
    const { signal } = stopping;
    await sleep(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
  }

  return {
    async start() {
      try {
        await open();
      } catch (error) {
        const code = error instanceof WebAPIPlatformError ? error.data.error : null;
        if (code !== null && WRONG_TOKEN.has(code)) {
          throw new StartError(
            `Slack does not accept SLACK_APP_TOKEN (${code}). It is the app-level token that begins with xapp- and has the scope connections:write; copy it from the app’s “Basic Information” page.`,
            { cause: error },
          );
        }
        log.warn({ err: error }, 'Slack cannot be reached over Socket Mode, trying again');
      }
      following = follow();
    },
    async stop() {
      stopping.abort();
      endAttempt(new Error('stopped while connecting'));
      closed.resolve();
      void client.disconnect();
      await following;
    },
    isConnected: () => connectedAt !== null,
  };
}
