import http from 'node:http';
import https from 'node:https';
import type { Scheduler } from '../scheduler.ts';
import { signatureOf } from './sign.ts';

export interface WebhookTarget {
  readonly url: string;
  /** Without a secret the delivery is unsigned, as on CircleCI. */
  readonly secret: string | undefined;
}

/** One try at one delivery, as tests and the playground can look at it. */
export interface DeliveryRecord {
  readonly eventId: string;
  readonly type: string;
  readonly url: string;
  readonly attempt: number;
  readonly at: number;
  /** HTTP status, or null when there was no answer in time. */
  readonly status: number | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface SenderOptions {
  /** Real milliseconds. Source: CircleCI docs, outbound webhooks: 10 s. */
  readonly timeoutMs: number;
  /** Every other delivery is made twice. */
  readonly duplicates: boolean;
  /** Deliveries overtake each other. */
  readonly shuffle: boolean;
}

export interface WebhookSender {
  /** Sends until a 2xx answer or the retries are used up. */
  send(target: WebhookTarget, payload: Readonly<Record<string, unknown>>): void;
  readonly deliveries: readonly DeliveryRecord[];
  stop(): void;
}

/** CircleCI's own schedule is not documented; these are simulated milliseconds. */
const RETRY_AFTER_MS = [5_000, 15_000, 60_000, 300_000];
const LATENCY_MS = 500;
const SHUFFLE_MS = [6_000, 500, 3_500, 1_500];
const KEPT_RECORDS = 5_000;

export function createWebhookSender(scheduler: Scheduler, options: SenderOptions): WebhookSender {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
  };
  const deliveries: DeliveryRecord[] = [];
  const open = new Set<http.ClientRequest>();
  let count = 0;

  function send(target: WebhookTarget, payload: Readonly<Record<string, unknown>>): void {
    const turn = count++;
    // The bytes are made once: a retry sends the same ones.
    const body = Buffer.from(JSON.stringify(payload));
    const latency = options.shuffle ? (SHUFFLE_MS[turn % SHUFFLE_MS.length] ?? LATENCY_MS) : LATENCY_MS;
    const deliver = () => scheduler.track(attempt(target, payload, body, 1));
    scheduler.after(latency, deliver);
    if (options.duplicates && turn % 2 === 0) scheduler.after(latency + 2_000, deliver);
  }

  async function attempt(
    target: WebhookTarget,
    payload: Readonly<Record<string, unknown>>,
    body: Buffer,
    number: number,
  ): Promise<void> {
    const type = String(payload.type);
    const status = await post(target, type, body);
    deliveries.push({
      eventId: String(payload.id),
      type,
      url: target.url,
      attempt: number,
      at: Date.now(),
      status,
      payload,
    });
    if (deliveries.length > KEPT_RECORDS) deliveries.shift();
    if (status !== null && status >= 200 && status < 300) return;
    const wait = RETRY_AFTER_MS[number - 1];
    if (wait !== undefined) {
      scheduler.after(wait, () => scheduler.track(attempt(target, payload, body, number + 1)));
    }
  }

  function post(target: WebhookTarget, type: string, body: Buffer): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const url = new URL(target.url);
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request(url, {
      method: 'POST',
      agent: agents[secure ? 'https:' : 'http:'],
      headers: {
        'user-agent': 'CircleCI-Webhook/1.0',
        'circleci-event-type': type,
        ...(target.secret === undefined ? {} : { 'circleci-signature': signatureOf(target.secret, body) }),
        'content-type': 'application/json',
        'accept-encoding': 'gzip, deflate',
        'content-length': body.length,
      },
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    open.add(request);
    request.on('close', () => open.delete(request));
    request.on('error', () => resolve(null));
    request.on('response', (response) => {
      response.on('error', () => resolve(null));
      response.on('close', () => resolve(null));
      response.on('end', () => resolve(response.statusCode ?? null));
      response.resume();
    });
    request.end(body);
    return promise;
  }

  function stop(): void {
    for (const request of open) request.destroy();
    agents['http:'].destroy();
    agents['https:'].destroy();
  }

  return { send, deliveries, stop };
}
