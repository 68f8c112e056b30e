import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../support/wait-for.ts';

/** One event, byte for byte as CircleCI signed it. */
export interface Letter {
  readonly eventId: string;
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

export interface PostOffice {
  /** What CircleCI's webhooks are set to. */
  readonly url: string;
  /** Every event that was accepted for delivery, in the order they happened. */
  readonly letters: readonly Letter[];
  /** How many deliveries were tried, and how many of them were not taken. */
  readonly tries: { all: number; failed: number };
  /** Resolves when every event so far has been acknowledged with a 2xx. */
  delivered(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** CircleCI's own schedule is not documented; this stands for it in the suite's fast time. */
const RETRY_MS = 250;
/** Deliveries under way at once. While there is no answer, that many are tried in each pause, however many wait. */
const CARRIERS = 16;
/** Source: CircleCI docs, outbound webhooks: a delivery is waited for 10 s. */
const TIMEOUT_MS = 10_000;

/**
 * Stands between CircleCI and the bot, and sends every webhook on until the bot answers 2xx, as often as it takes: the
 * simulated CircleCI gives up after five tries, which in fast time is sooner than a process starts.
 *
 * @param target the bot's webhook address, looked up at every try
 */
export async function openPostOffice(target: () => string): Promise<PostOffice> {
  const letters: Letter[] = [];
  const waiting: Letter[] = [];
  const tries = { all: 0, failed: 0 };
  let carriers = 0;
  let closed = false;

  const carry = async (): Promise<void> => {
    for (let letter = waiting.shift(); letter !== undefined; letter = waiting.shift()) {
      tries.all += 1;
      const status = await post(target(), letter);
      if (status !== null && status >= 200 && status < 300) continue;
      tries.failed += 1;
      if (closed) break;
      waiting.push(letter);
      await pause(RETRY_MS);
    }
    carriers -= 1;
  };

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const letter = { eventId: String(JSON.parse(body.toString()).id), body, headers: incoming.headers };
      letters.push(letter);
      waiting.push(letter);
      if (carriers < CARRIERS) {
        carriers += 1;
        void carry();
      }
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/`,
    letters,
    tries,
    delivered: (timeoutMs) => waitFor(() => carriers === 0, timeoutMs),
    async stop() {
      closed = true;
      waiting.length = 0;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** @returns the status, null when there was no answer */
export function post(url: string, { body, headers }: Letter): Promise<number | null> {
  return new Promise((resolve) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const outgoing = request(
      url,
      { method: 'POST', headers: kept, signal: AbortSignal.timeout(TIMEOUT_MS) },
      (response) => {
        response.on('end', () => resolve(response.statusCode ?? null));
        response.on('close', () => resolve(null));
        response.on('error', () => resolve(null));
        response.resume();
      },
    );
    outgoing.on('error', () => resolve(null));
    outgoing.end(body);
  });
}
