import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { boltLogger } from './bolt-logger.ts';
import { SlackError } from './slack-error.ts';

/** No call to Slack is waited for longer. */
const TIMEOUT_MS = 10_000;

/** Trouble inside Slack, after which "some aspect of the operation" may have been done. Source: Slack docs, chat.postMessage. */
const MAYBE_DONE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

const SLACK_CODE = /^[a-z][a-z0-9_:.-]{0,60}$/i;

export type CallSlack = <Result extends WebAPICallResult>(
  method: string,
  call: (client: WebClient) => Promise<Result>,
) => Promise<Result>;

/**
 * Slack's SDK with its own retries and its pause of the whole queue on one 429 turned off: a retried post is posted
 * twice, and one channel's limit would stall all others (measured, see docs/decisions). Whoever calls decides.
 */
export function createWebClient(config: Config['slack'], log: Logger): WebClient {
  return new WebClient(config.botToken, clientOptions(config, log));
}

export function clientOptions(config: Config['slack'], log: Logger) {
  return {
    logger: boltLogger(log),
    slackApiUrl: `${config.apiUrl}/`,
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    allowAbsoluteUrls: false,
  };
}

/** @returns a way to call Slack that counts every call and fails with SlackError only */
export function callWith(client: WebClient, metrics: Pick<Metrics, 'slackCall'>): CallSlack {
  return async (method, call) => {
    const started = performance.now();
    const count = (outcome: string) =>
      metrics.slackCall(method, outcome, (performance.now() - started) / 1000);
    try {
      const result = await call(client);
      count('ok');
      return result;
    } catch (error) {
      const failure = toSlackError(method, error);
      count(failure.slackCode ?? failure.code);
      throw failure;
    }
  };
}

function toSlackError(method: string, error: unknown): SlackError {
  if (error instanceof WebAPIPlatformError) return toRefusal(method, error.data);
  if (error instanceof WebAPIRateLimitedError) {
    return new SlackError('rate_limited', method, { retryAfterSeconds: error.retryAfter });
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackError('lost', method, { reason: `HTTP ${error.statusCode}` });
  }
  return new SlackError('lost', method, { reason: error instanceof Error ? error.message : 'no answer' });
}

function toRefusal(method: string, data: WebAPIPlatformError['data']): SlackError {
  const slackCode: unknown = data.error;
  // Neither `ok` nor an error: a proxy, or half an answer. It may have been done.
  if (typeof slackCode !== 'string')
    return new SlackError('lost', method, { reason: 'an answer without ok or error' });
  if (slackCode === 'ratelimited') return new SlackError('rate_limited', method, { retryAfterSeconds: 1 });
  // The SDK takes any text for Slack's code, such as the page of a proxy.
  if (!SLACK_CODE.test(slackCode))
    return new SlackError('lost', method, { reason: 'an answer not of Slack’s' });
  const code = MAYBE_DONE.has(slackCode) ? 'lost' : 'refused';
  return new SlackError(code, method, { slackCode, reason: messagesOf(data) });
}

/** What Slack says of the block it refuses, such as the pointer to it. */
function messagesOf(data: WebAPICallResult): string {
  const messages = data.response_metadata?.messages ?? [];
  return messages.join('; ').slice(0, 500);
}
