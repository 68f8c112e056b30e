import type { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Settings } from '../defaults.ts';
import { parseJson } from '../json.ts';
import { post, type RawRequest, type RawResponse } from './post.ts';
import { sign } from './signature.ts';
import type { Acknowledgement, BotRequest, Transport } from './transport.ts';

export interface HttpTransport extends Transport {
  /** Where the bot listens; until then it is `app_not_reachable`. */
  connect(requestUrl: string): void;
  readonly requestUrl: string | null;
  /** The last request, byte for byte. */
  readonly last: RawRequest | null;
}

/** Signed requests to the bot's URL. */
export function createHttpTransport(settings: Settings, agent: Agent): HttpTransport {
  let requestUrl: string | null = null;
  let last: RawRequest | null = null;
  return {
    connect(url) {
      requestUrl = url;
    },
    get requestUrl() {
      return requestUrl;
    },
    get last() {
      return last;
    },
    async send(request) {
      if (requestUrl === null) return failure('app_not_reachable', 0);
      last = encode(settings.signingSecret, requestUrl, request);
      return deliver(last, agent, settings.ackTimeoutMs);
    },
  };
}

/** Commands and interactions as a form with a bare content type, events as JSON. Source: Slack docs. */
function encode(secret: string, url: string, { kind, payload, retry }: BotRequest): RawRequest {
  const body = Buffer.from(kind === 'event' ? JSON.stringify(payload) : form(kind, payload));
  const timestamp = Math.floor(Date.now() / 1000);
  return {
    url,
    body,
    headers: {
      'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (simulated)',
      accept: 'application/json,*/*',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': sign(secret, timestamp, body),
      ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
    },
  };
}

function form(kind: BotRequest['kind'], payload: BotRequest['payload']): string {
  if (kind !== 'command') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(Object.fromEntries(fields)).toString();
}

async function deliver(raw: RawRequest, agent: Agent, timeoutMs: number): Promise<Acknowledgement> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await post(raw, agent, signal);
    return acknowledgement(response, performance.now() - startedAt);
  } catch {
    const error = signal.aborted ? 'operation_timeout' : 'app_not_reachable';
    return failure(error, performance.now() - startedAt);
  }
}

function acknowledgement(response: RawResponse, ackMs: number): Acknowledgement {
  const ok = response.status >= 200 && response.status < 300;
  return {
    ok,
    ...(ok ? {} : { error: 'dispatch_failed' }),
    status: response.status,
    ackMs,
    body: response.body === '' ? undefined : (parseJson(response.body) ?? response.body),
    noRetry: response.headers['x-slack-no-retry'] === '1',
  };
}

/** An acknowledgement that did not come. */
export function failure(error: string, ackMs: number): Acknowledgement {
  return { ok: false, error, status: null, ackMs, noRetry: false };
}
