import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeliveryOutcome } from '../telemetry/metrics-intake.ts';

export interface Answer {
  readonly outcome: DeliveryOutcome;
  readonly status: number;
  /** What is wrong and what to do about it; CircleCI shows it to whoever looks at the webhook. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Closes the connection, when the rest of the request was not read. */
  readonly close?: true;
}

/** Every answer of the webhook route that does not depend on the payload. */
export const answers = {
  stored: { outcome: 'stored', status: 200, message: 'stored' },
  duplicate: { outcome: 'duplicate', status: 200, message: 'already stored' },
  ping: { outcome: 'ping', status: 200, message: 'pong' },
  wrongMethod: {
    outcome: 'wrong-method',
    status: 405,
    message: 'send webhooks with POST',
    headers: { allow: 'POST' },
    close: true,
  },
  wrongType: {
    outcome: 'wrong-type',
    status: 415,
    message: 'send application/json',
    headers: { accept: 'application/json' },
    close: true,
  },
  encoded: {
    outcome: 'wrong-type',
    status: 415,
    message: 'send the body without a content encoding',
    headers: { 'accept-encoding': 'identity' },
    close: true,
  },
  tooLarge: {
    outcome: 'too-large',
    status: 413,
    message: 'the body is larger than 1 MiB',
    close: true,
  },
  tooSlow: { outcome: 'too-slow', status: 408, message: 'the body took too long', close: true },
  badSignature: {
    outcome: 'bad-signature',
    status: 401,
    message:
      'circleci-signature is missing or does not fit; set the webhook’s secret in CircleCI to one of CIRCLECI_WEBHOOK_SECRET',
  },
  overloaded: {
    outcome: 'overloaded',
    status: 503,
    message: 'too many deliveries at once; send it again later',
    headers: { 'retry-after': '10' },
  },
  storageFailed: {
    outcome: 'storage-failed',
    status: 503,
    message: 'the delivery could not be stored; send it again later',
    headers: { 'retry-after': '30' },
  },
} as const satisfies Record<string, Answer>;

/** 400 with what is wrong; the reason must name fields, not their values. */
export function badPayload(reason: string): Answer {
  return { outcome: 'bad-payload', status: 400, message: reason };
}

/** How long the rest of a refused request is read and dropped, so that its sender gets to read the answer. */
const LINGER_MS = 1_000;

/** Sends an answer as JSON, unless the client is gone. */
export function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  const text = `{"message":${JSON.stringify(answer.message)}}`;
  res.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
    ...(answer.close === true ? { connection: 'close' } : {}),
  });
  if (answer.close === true && !req.complete) {
    res.write(text);
    endAfterRequest(req, res);
  } else {
    res.end(text);
  }
}

/** Closing at once would reset the connection under a sender that still writes, and lose the answer. */
function endAfterRequest(req: IncomingMessage, res: ServerResponse): void {
  const end = () => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  req.once('end', end).once('close', end).on('error', end).resume();
}
