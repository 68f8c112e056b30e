import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './setup.ts';

export interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly payload: Json;
  readonly signatureIsRight: boolean;
}

export interface Receiver {
  readonly url: string;
  readonly secret: string;
  readonly received: readonly Received[];
  /** Answers these next, then 200 again; null breaks the connection. */
  answerNext(...statuses: (number | null)[]): void;
  stop(): Promise<void>;
}

/** Takes webhooks and keeps them, with their signature checked by hand. */
export async function startReceiver(): Promise<Receiver> {
  const secret = 'receiver-secret';
  const received: Received[] = [];
  const planned: (number | null)[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const expected = `v1=${createHmac('sha256', secret).update(raw).digest('hex')}`;
    received.push({
      headers: request.headers,
      raw,
      payload: JSON.parse(raw.toString()),
      signatureIsRight: request.headers['circleci-signature'] === expected,
    });
    const status = planned.shift();
    if (status === null) request.socket.destroy();
    else response.writeHead(status ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    secret,
    received,
    answerNext: (...statuses) => planned.push(...statuses),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
