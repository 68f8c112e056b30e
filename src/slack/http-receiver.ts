import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { App, Receiver } from '@slack/bolt';
import { type Delivery, deliver } from './deliver.ts';

/** Slack's documentation tells apps to refuse requests more than five minutes off. */
const WINDOW_SECONDS = 300;
/** Slack's own requests are far smaller. */
const MOST_BYTES = 1024 * 1024;

const FORM = 'application/x-www-form-urlencoded';

export interface HttpReceiverOptions extends Delivery {
  readonly signingSecret: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Takes Slack's HTTP requests in place of Bolt's own receiver, which takes requests dated in the future, ends the
 * process on a signed `null`, and leaves requests that nothing answers waiting for three seconds (measured on 5.1).
 */
export function createHttpReceiver(options: HttpReceiverOptions): {
  readonly receiver: Receiver;
  readonly listener: RequestListener;
} {
  let app: App | null = null;
  const nothing = async () => {};
  return {
    receiver: {
      init: (made) => {
        app = made;
      },
      start: nothing,
      stop: nothing,
    },
    listener: (request, response) => {
      if (app === null) return end(response, 503);
      return receive(app, request, response, options);
    },
  };
}

async function receive(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  { signingSecret, now = Date.now, ...delivery }: HttpReceiverOptions,
): Promise<void> {
  const { headers, method, url = '' } = request;
  // Slack checks the certificate now and then, unsigned. Source: Slack docs, slash commands, `ssl_check`.
  if (method === 'GET' || method === 'HEAD') {
    const isCheck = new URLSearchParams(url.split('?', 2)[1]).get('ssl_check') === '1';
    return end(response, isCheck ? 200 : 405, { allow: 'POST' });
  }
  if (method !== 'POST') return end(response, 405, { allow: 'POST' });
  // A request that was cut off has no answer to wait for.
  const bytes = await readBody(request).catch(() => undefined);
  if (bytes === undefined) return;
  if (bytes === null) return end(response, 413, { connection: 'close' });
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const form = mediaType === FORM ? parse(bytes.toString()) : null;
  if (form?.ssl_check === '1') return end(response, 200);
  if (!isSigned(request, bytes, signingSecret, now())) return end(response, 401);
  const body = form === null ? parseJson(bytes) : readForm(bytes, form);
  if (isObject(body) && body.type === 'url_verification') {
    return answer(response, { challenge: body.challenge });
  }
  const event = { body: isObject(body) ? body : {}, ack: async (said: unknown) => answer(response, said) };
  const outcome = await deliver(app, { ...event, ...retryOf(headers) }, delivery);
  if (outcome === 'malformed') end(response, 400);
  if (outcome === 'failed') end(response, 500);
}

/** @returns null for more than is taken, of which the rest is not read */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Source: Slack docs, verifying requests from Slack. */
function isSigned({ headers }: IncomingMessage, body: Buffer, secret: string, now: number): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > WINDOW_SECONDS) return false;
  if (secret === '' || typeof signature !== 'string') return false;
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
  const [given, right] = [Buffer.from(signature), Buffer.from(expected)];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** An interaction comes as JSON in the field `payload`, a command as the fields themselves. */
function readForm(bytes: Buffer, form: ReturnType<typeof parse>): unknown {
  if (form.payload === undefined) return decode(bytes) === null ? null : { ...form };
  return typeof form.payload === 'string' ? parseJson(Buffer.from(form.payload)) : null;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(decode(bytes) ?? '');
  } catch {
    return null;
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function retryOf(headers: IncomingMessage['headers']): { retryNum?: number; retryReason?: string } {
  const [count, reason] = [headers['x-slack-retry-num'], headers['x-slack-retry-reason']];
  return {
    ...(typeof count === 'string' && /^\d{1,3}$/.test(count) ? { retryNum: Number(count) } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

function answer(response: ServerResponse, body: unknown): void {
  if (body === undefined || body === null || body === '') {
    end(response, 200);
    return;
  }
  if (response.headersSent || response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(200, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent && !response.destroyed) response.writeHead(status, headers).end();
}
